package org.rhodb.engine.network.tensor.screen;

/**
 * How far rounding may move the product of any two neurons of norm 1: at most error_x norm_y +
 * norm_x error_y + product_x product_y.
 */
final class RoundingErrors {
  private final double[] error;
  private final double[] norm;
  private final double[] product;

  RoundingErrors(int neurons) {
    error = new double[neurons];
    norm = new double[neurons];
    product = new double[neurons];
  }

  void set(int neuron, double error, double norm, double product) {
    this.error[neuron] = error;
    this.norm[neuron] = norm;
    this.product[neuron] = product;
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
}
