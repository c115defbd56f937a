package org.rhodb.engine.execute.activation;

/**
 * One activation, as kept for the top rows.
 *
 * @param checkpointIndex place of the checkpoint in the list
 * @param activation NaN counts as lower than any number
 */
record ActivationRow(
    int checkpointIndex,
    int layer,
    int neuron,
    long sequence,
    int position,
    int tokenId,
    float activation) {}
