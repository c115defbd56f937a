package org.rhodb.engine.execute.correlate.pair;

/**
 * Two sets of neurons to correlate with each other.
 *
 * @param left index of the left network in the group's list
 * @param leftAxis which of its neurons
 * @param right index of the right network; may be the left one
 * @param rightAxis which of its neurons
 * @param isLeftAsked whether left neurons are asked for their best matches, so that a baseline maps
 *     the right network
 * @param isRightAsked the same for right neurons
 */
public record NeuronPair(
    int left,
    NeuronAxis leftAxis,
    int right,
    NeuronAxis rightAxis,
    boolean isLeftAsked,
    boolean isRightAsked) {

  /** Returns the number of correlations. */
  public long size() {
    return (long) leftAxis.size() * rightAxis.size();
  }
}
