package org.rhodb.engine.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rhodb.engine.machine.ForwardRates.Pass;

class ForwardRatesTest {
  private static final double PRODUCTS = 2e11;
  private static final double ACTIVATE = 5e8;

  private static Pass pass(double flops, double values, double slower) {
    return new Pass(slower * (flops / PRODUCTS + values / ACTIVATE), flops, values);
  }

  @Test
  void findsTheRatesThatBothPassesWereMadeOf() {
    ForwardRates rates = ForwardRates.of(pass(3e7, 1.2e4, 1), pass(1e6, 3e3, 1));
    assertThat(rates.products()).isCloseTo(PRODUCTS, within(1e-6 * PRODUCTS));
    assertThat(rates.activate()).isCloseTo(ACTIVATE, within(1e-6 * ACTIVATE));
  }

  @Test
  void staysWithinWhatOnePassAllowsWhereTheOtherWasDisturbed() {
    for (double slower : new double[] {0.01, 0.2, 5, 100}) {
      Pass wide = pass(3e7, 1.2e4, 1);
      Pass narrow = pass(1e6, 3e3, slower);
      ForwardRates rates = ForwardRates.of(wide, narrow);
      assertThat(rates.products()).isBetween(3e7 / wide.seconds(), 10.1 * 3e7 / wide.seconds());
      assertThat(rates.activate())
          .isBetween(0.99 * 3e3 / narrow.seconds(), 10.1 * 3e3 / narrow.seconds());
    }
  }
}
