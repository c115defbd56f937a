# Activations of a made-up network. Types: 6 float32.

# relu(signals x weights + noise + bias): a few shared signals, each neuron's own noise.
def activations(self, signals: Tensor, weights: Tensor, pool: Tensor, rows: Tensor, bias: Tensor) -> Tensor:
  x = torch.index_select(pool, 0, rows)
  return torch.relu_(torch.add_(torch.addmm_(x, signals, weights), bias))

# Sparse signals of heavy tails from Gaussian numbers.
def signals(self, gaussian: Tensor) -> Tensor:
  return torch.square(torch.relu(torch.sub(gaussian, 0.7)))
