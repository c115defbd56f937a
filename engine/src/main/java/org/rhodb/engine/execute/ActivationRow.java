package org.rhodb.engine.execute;

/**
 * One activation, as kept for the top rows.
 *
 * @param order number of the row among all rows, so that ties keep their order
 * @param checkpointIndex place of the checkpoint in the list
 * @param activation NaN counts as lower than any number
 */
record ActivationRow(
    long order,
    int checkpointIndex,
    int layer,
    int neuron,
    long sequence,
    int position,
    int tokenId,
    float activation) {}
