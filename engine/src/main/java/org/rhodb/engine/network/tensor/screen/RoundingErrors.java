package org.rhodb.engine.network.tensor.screen;

/**
 * How far rounding may move the product of any two neurons of norm 1: at most error_x norm_y +
 * norm_x error_y + product_x product_y, and own_x own_y more where both are of one network.
 */
final class RoundingErrors {
  private final double[] error;
  private final double[] norm;
  private final double[] product;
  private final double[] own;

  RoundingErrors(int neurons) {
    error = new double[neurons];
    norm = new double[neurons];
    product = new double[neurons];
    own = new double[neurons];
  }

  void set(int neuron, double error, double norm, double product, double own) {
    this.error[neuron] = error;
    this.norm[neuron] = norm;
    this.product[neuron] = product;
    this.own[neuron] = own;
  }

  double error(int neuron) {
    return error[neuron];
  }

  double norm(int neuron) {
    return norm[neuron];
  }

  double product(int neuron) {
    return product[neuron];
  }

  double own(int neuron) {
    return own[neuron];
  }
}
