package org.rhodb.engine.execute.correlate.screen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pass.HeldActivations;
import org.rhodb.engine.execute.correlate.pass.NetworkFeed;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.execute.correlate.pass.SavedMoments;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.network.tensor.ColumnChoice;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.network.tensor.screen.PairChoice;
import org.rhodb.engine.network.tensor.screen.PairSums;
import org.rhodb.engine.network.tensor.screen.ScreenKernels;
import org.rhodb.engine.network.tensor.screen.TransposedBlock;
import org.rhodb.engine.statistic.Moments;

/**
 * A pass over the corpus that computes the correlations of chosen pairs: only neurons that stand in
 * a pair are kept, only pairs are multiplied, networks without any do not run.
 */
final class VerifyPass implements AutoCloseable {
  /** Tokens of a block. */
  static final int BLOCK_TOKENS = 2048;

  private final PassTools tools;
  private final ScreenKernels kernels;
  private final GroupWork work;
  private final Map<Integer, Side> sides = new TreeMap<>();
  private final Map<Integer, PairSums> sums = new TreeMap<>();
  private final Map<Integer, NetworkFeed> feeds = new TreeMap<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** The neurons of a network that stand in a pair. */
  private record Side(
      NeuronAxis axis,
      Moments moments,
      TokenBlock block,
      TransposedBlock rows,
      NetworkFeed.Origin origin,
      HeldActivations held,
      TilePass.Layers layers) {}

  private VerifyPass(PassTools tools, ScreenKernels kernels, GroupWork work) {
    this.tools = tools;
    this.kernels = kernels;
    this.work = work;
  }

  /**
   * Computes the correlations.
   *
   * @param networks of each network of the group, what its first pass left
   * @param chosen of each pair of the group
   * @param seconds what it is expected to take, for the meter
   * @return rho of each pair's choice, in its order; NaN is not among them
   */
  static List<double[]> rho(
      PassTools tools,
      ScreenKernels kernels,
      GroupWork work,
      List<NetworkSketch> networks,
      List<PairChoice> chosen,
      double seconds) {
    try (VerifyPass pass = new VerifyPass(tools, kernels, work)) {
      pass.open(networks, chosen);
      if (!pass.sums.isEmpty()) {
        pass.stream(seconds);
      }
      return pass.finish(chosen);
    }
  }

  private void open(List<NetworkSketch> networks, List<PairChoice> chosen) {
    List<boolean[]> isChosen = new ArrayList<>();
    networks.forEach(network -> isChosen.add(new boolean[network.axis().size()]));
    List<int[][]> places = new ArrayList<>();
    for (int p = 0; p < chosen.size(); p++) {
      NeuronPair pair = work.pairs().get(p);
      int[] lefts = networks.get(pair.left()).axis().indicesOf(pair.leftAxis());
      int[] rights = networks.get(pair.right()).axis().indicesOf(pair.rightAxis());
      places.add(new int[][] {lefts, rights});
      PairChoice choice = chosen.get(p);
      for (int row = 0; row < choice.height(); row++) {
        for (int c = choice.start(row); c < choice.start(row + 1); c++) {
          isChosen.get(pair.left())[lefts[row]] = true;
          isChosen.get(pair.right())[rights[choice.column(c)]] = true;
        }
      }
    }
    List<int[]> ranks = new ArrayList<>();
    for (int n = 0; n < networks.size(); n++) {
      boolean[] is = isChosen.get(n);
      int[] indices = indices(is);
      int[] rank = new int[is.length];
      Arrays.setAll(rank, i -> Arrays.binarySearch(indices, i));
      ranks.add(rank);
      if (indices.length > 0) {
        sides.put(n, openSide(n, networks.get(n), indices));
      }
    }
    for (int p = 0; p < chosen.size(); p++) {
      if (chosen.get(p).size() > 0) {
        sums.put(p, openSums(work.pairs().get(p), chosen.get(p), places.get(p), ranks));
      }
    }
  }

  /**
   * Returns the neurons that are kept: those in a pair, or all where most are, because choosing
   * columns costs four times what standardising a column does.
   */
  private static int[] indices(boolean[] isChosen) {
    int[] chosen = IntStream.range(0, isChosen.length).filter(i -> isChosen[i]).toArray();
    return 2 * chosen.length > isChosen.length
        ? IntStream.range(0, isChosen.length).toArray()
        : chosen;
  }

  private Side openSide(int network, NetworkSketch sketch, int[] indices) {
    NeuronAxis axis = sketch.axis().choose(indices);
    Moments moments = sketch.moments().choose(indices);
    HeldActivations held = sketch.held();
    TilePass.Layers layers =
        held.tokens() > 0
            ? held.layers()
            : new TilePass.Layers(axis.firstLayer(), axis.lastLayer());
    TokenBlock block = keep(tools.kernels().openBlock(BLOCK_TOKENS, axis.size()));
    block.restore(moments);
    NetworkFeed.Origin origin =
        new NetworkFeed.Origin(
            tools.context().activations(), work.networks().get(network), work.corpus());
    TransposedBlock rows = keep(kernels.openTransposed(axis.size()));
    return new Side(axis, moments, block, rows, origin, held, layers);
  }

  /** Opens what a side is filled from: what is held first, unless an earlier run was there. */
  private NetworkFeed openFeed(Side side, long position) {
    ColumnChoice columns = keep(new ColumnChoice(side.axis().columnsFrom(side.layers().first())));
    List<NetworkFeed.Sink> sinks = List.of(new NetworkFeed.Sink(side.block(), columns));
    boolean isReplay = position == 0 && side.held().tokens() > 0;
    account(side, isReplay ? side.held().tokens() : position);
    return keep(
        isReplay
            ? NetworkFeed.replay(side.origin(), side.held(), sinks)
            : NetworkFeed.open(side.origin(), side.layers(), position, sinks));
  }

  private static ActivationCost cost(Side side) {
    NetworkFeed.Origin origin = side.origin();
    return origin
        .source()
        .cost(origin.checkpoint(), origin.corpus(), side.layers().first(), side.layers().last());
  }

  private void account(Side side, long done) {
    double share = 1 - (double) done / work.corpus().countedTokens();
    if (share > 0) {
      ActivationCost cost = cost(side);
      tools
          .ledger()
          .addWork(share * cost.flops(), (long) (share * cost.bytes()), cost.forwardPasses());
    }
  }

  private PairSums openSums(NeuronPair pair, PairChoice choice, int[][] places, List<int[]> ranks) {
    int height = sides.get(pair.left()).axis().size();
    int width = sides.get(pair.right()).axis().size();
    long[] moved = new long[choice.size()];
    for (int row = 0; row < choice.height(); row++) {
      for (int c = choice.start(row); c < choice.start(row + 1); c++) {
        int left = ranks.get(pair.left())[places[0][row]];
        int right = ranks.get(pair.right())[places[1][choice.column(c)]];
        moved[c] = (long) left * width + right;
      }
    }
    // Both axes ascend, so the order of pairs stays what it was.
    return keep(kernels.openPairs(PairChoice.of(height, width, moved)));
  }

  private void stream(double seconds) {
    long tokens = work.corpus().countedTokens();
    VerifySavepoint savepoint = new VerifySavepoint(tools.savepoints(), key());
    long position = savepoint.restore(sums.values());
    if (position > 0) {
      tools.ledger().remark("computing pairs went on from token " + position);
      tools.meter().skip(seconds * position / tokens);
    }
    if (position < tokens) {
      for (Map.Entry<Integer, Side> side : sides.entrySet()) {
        feeds.put(side.getKey(), openFeed(side.getValue(), position));
      }
      long pairs = sums.values().stream().mapToLong(PairSums::size).sum();
      tools.ledger().addWork(2.0 * pairs * (tokens - position), 0, 0);
    }
    while (position < tokens) {
      int count = (int) Math.min(BLOCK_TOKENS, tokens - position);
      add(count);
      position += count;
      tools.meter().add(seconds * count / tokens);
      tools.meter().addTokens((long) count * sides.size());
      step();
      savepoint.offer(position, position == tokens, sums.values());
    }
  }

  private void step() {
    tools.step("computing pairs of " + work.describe());
  }

  /** Adds the next tokens. */
  private void add(int count) {
    sides.forEach(
        (network, side) -> {
          side.block().clear();
          feeds.get(network).fill(count, this::step);
        });
    for (int first = 0; first < count; first += TransposedBlock.TOKENS) {
      for (Side side : sides.values()) {
        side.rows().take(side.block(), first);
      }
      for (Map.Entry<Integer, PairSums> pairs : sums.entrySet()) {
        NeuronPair pair = work.pairs().get(pairs.getKey());
        pairs
            .getValue()
            .add(sides.get(pair.left()).rows(), sides.get(pair.right()).rows(), this::step);
      }
    }
  }

  /** Returns the key of everything the sums depend on. */
  private String key() {
    return RunSavepoints.key(
        "pairs",
        out -> {
          out.writeUTF(tools.conditions(work.corpus(), BLOCK_TOKENS));
          for (Map.Entry<Integer, Side> side : sides.entrySet()) {
            NeuronAxis axis = side.getValue().axis();
            out.writeInt(side.getKey());
            out.writeUTF(side.getValue().origin().checkpoint().weightsHash());
            out.writeUTF(cost(side.getValue()).way());
            for (int i = 0; i < axis.size(); i++) {
              out.writeInt(axis.position(i));
            }
            SavedMoments.write(out, side.getValue().moments());
          }
          for (Map.Entry<Integer, PairSums> pairs : sums.entrySet()) {
            PairChoice choice = pairs.getValue().choice();
            out.writeInt(pairs.getKey());
            for (int row = 0; row <= choice.height(); row++) {
              out.writeInt(choice.start(row));
            }
            for (int pair = 0; pair < choice.size(); pair++) {
              out.writeInt(choice.column(pair));
            }
          }
        });
  }

  private List<double[]> finish(List<PairChoice> chosen) {
    List<double[]> all = new ArrayList<>();
    for (int p = 0; p < chosen.size(); p++) {
      PairSums pairs = sums.get(p);
      all.add(pairs == null ? new double[0] : finish(work.pairs().get(p), pairs));
    }
    return all;
  }

  private double[] finish(NeuronPair pair, PairSums pairs) {
    Moments lefts = sides.get(pair.left()).moments();
    Moments rights = sides.get(pair.right()).moments();
    double[] values = pairs.values();
    PairChoice choice = pairs.choice();
    for (int row = 0; row < choice.height(); row++) {
      for (int c = choice.start(row); c < choice.start(row + 1); c++) {
        int column = choice.column(c);
        double centred =
            values[c] - lefts.count() * lefts.shiftedMean(row) * rights.shiftedMean(column);
        double squares = lefts.deviationSquares(row) * rights.deviationSquares(column);
        values[c] = Math.max(-1, Math.min(1, centred / Math.sqrt(squares)));
      }
    }
    return values;
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("none of these throws a checked exception", e);
      }
    }
  }
}
