package org.rhodb.engine.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.settings.Settings;

class RateMeasurementTest {
  @TempDir Path folder;

  @Test
  void measuresAndKeepsEveryRate() throws IOException {
    Path file = folder.resolve("rates.properties");
    List<Finding> findings = RateMeasurement.measure(Settings.DEFAULTS, file);
    assertEquals(RatesFile.byName(DeviceRates.DEFAULTS).size() + 1, findings.size());
    assertTrue(findings.stream().allMatch(Finding::isGood), findings.toString());
    RatesFile.Found found =
        new RatesFile(file).read(RatesFile.Place.here("cpu", Settings.DEFAULTS.threads()));
    assertTrue(found.measured().isPresent());
    // A processor of any kind lies between; a rate a thousand times off is a slip in its unit.
    assertTrue(found.rates().product() > 1e9, found.toString());
    assertTrue(found.rates().forward() > 1e9, found.toString());
    RatesFile.byName(found.rates())
        .forEach((name, rate) -> assertTrue(rate > 1e6 && rate < 1e16, name + " " + rate));
    // Rates that cannot be kept are measured and shown all the same.
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    List<Finding> unkept =
        RateMeasurement.measure(Settings.DEFAULTS, inTheWay.resolve("rates.properties"));
    assertEquals(findings.size(), unkept.size());
    assertFalse(unkept.get(unkept.size() - 1).isGood());
  }
}
