# Activations of a made-up network. Types: 6 float32.

# relu(signals x weights + noise around a bias): each quarter of the neurons follows a quarter of the signals.
def activations(self, signals: Tensor, weights: Tensor, pool: Tensor, rows: Tensor) -> Tensor:
  x = torch.index_select(pool, 0, rows)
  each = torch.size(weights, 0)
  width = torch.size(weights, 1) // 4
  for i in range(4):
    part = torch.narrow(x, 1, i * width, width)
    _0 = torch.addmm_(part, torch.narrow(signals, 1, i * each, each), torch.narrow(weights, 1, i * width, width))
  return torch.relu_(x)

# Sparse signals of heavy tails from Gaussian numbers.
def signals(self, gaussian: Tensor) -> Tensor:
  return torch.square(torch.relu(torch.sub(gaussian, 0.7)))
