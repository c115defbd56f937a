package org.rhodb.engine.execute.correlate.pair;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.rhodb.engine.statistic.BestMatch;

/**
 * What is kept of one pair: each side's best matches on the other, and under each draw of the
 * baseline the highest rho with the other side mapped or permuted.
 */
public final class PairMatches {
  private final BestMatch left;
  private final BestMatch right;
  private final double[][] leftBaseline;
  private final double[][] rightBaseline;

  /**
   * Creates matches of neurons that have met no other.
   *
   * @param draws draws of the baseline
   */
  public PairMatches(NeuronPair pair, int draws) {
    this.left = BestMatch.empty(pair.leftAxis().size());
    this.right = BestMatch.empty(pair.rightAxis().size());
    this.leftBaseline = undefined(draws, left.size());
    this.rightBaseline = undefined(draws, right.size());
  }

  private static double[][] undefined(int draws, int size) {
    double[][] values = new double[draws][size];
    for (double[] draw : values) {
      Arrays.fill(draw, Double.NaN);
    }
    return values;
  }

  /** Returns one side's best matches. */
  public BestMatch best(boolean isLeft) {
    return isLeft ? left : right;
  }

  /** Offers a highest rho under a draw; NaN is none. */
  public void offerBaseline(boolean isLeft, int draw, int neuron, double rho) {
    double[] values = (isLeft ? leftBaseline : rightBaseline)[draw];
    if (!Double.isNaN(rho) && !(values[neuron] >= rho)) {
      values[neuron] = rho;
    }
  }

  /**
   * Takes in the baselines of some neurons of a side.
   *
   * @param neurons of the side, in order
   * @param some matches of the same pair with only these neurons on that side
   */
  public void offerBaselines(boolean isLeft, int[] neurons, PairMatches some) {
    double[][] draws = isLeft ? some.leftBaseline : some.rightBaseline;
    for (int draw = 0; draw < draws.length; draw++) {
      for (int i = 0; i < neurons.length; i++) {
        offerBaseline(isLeft, draw, neurons[i], draws[draw][i]);
      }
    }
  }

  /** Returns the mean over draws of the highest rho; NaN without draws, or where undefined. */
  double baseline(boolean isLeft, int neuron) {
    double[][] draws = isLeft ? leftBaseline : rightBaseline;
    double sum = 0;
    for (double[] draw : draws) {
      sum += draw[neuron];
    }
    return draws.length == 0 ? Double.NaN : sum / draws.length;
  }

  /** Takes in matches of the same pair in other tiles. */
  public void merge(PairMatches other) {
    left.merge(other.left);
    right.merge(other.right);
    for (int draw = 0; draw < leftBaseline.length; draw++) {
      for (int i = 0; i < left.size(); i++) {
        offerBaseline(true, draw, i, other.leftBaseline[draw][i]);
      }
      for (int j = 0; j < right.size(); j++) {
        offerBaseline(false, draw, j, other.rightBaseline[draw][j]);
      }
    }
  }

  public void write(DataOutputStream out) throws IOException {
    write(out, left);
    write(out, right);
    for (double[][] side : new double[][][] {leftBaseline, rightBaseline}) {
      for (double[] draw : side) {
        for (double value : draw) {
          out.writeDouble(value);
        }
      }
    }
  }

  private static void write(DataOutputStream out, BestMatch best) throws IOException {
    for (int i = 0; i < best.size(); i++) {
      out.writeDouble(best.rho(i));
      out.writeInt(best.index(i));
    }
  }

  /** Takes in what {@link #write} wrote of a pair of the same sizes. */
  public void read(DataInputStream in) throws IOException {
    read(in, left);
    read(in, right);
    for (int side = 0; side < 2; side++) {
      for (int draw = 0; draw < leftBaseline.length; draw++) {
        int size = side == 0 ? left.size() : right.size();
        for (int i = 0; i < size; i++) {
          offerBaseline(side == 0, draw, i, in.readDouble());
        }
      }
    }
  }

  private static void read(DataInputStream in, BestMatch best) throws IOException {
    for (int i = 0; i < best.size(); i++) {
      double rho = in.readDouble();
      best.offer(i, rho, in.readInt());
    }
  }
}
