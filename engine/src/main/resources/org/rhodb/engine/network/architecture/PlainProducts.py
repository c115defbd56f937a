# Products of a layer as the tensor library has them anywhere: x [P, K], w [K, N], bias [N].

# x w + bias.
def product(self, x: Tensor, w: Tensor, bias: Tensor) -> Tensor:
  return torch.addmm(bias, x, w)

# x w + bias + residual.
def added(self, residual: Tensor, x: Tensor, w: Tensor, bias: Tensor) -> Tensor:
  return torch.addmm(bias, x, w).add_(residual)

# activation(x w + bias).
def activated(self, x: Tensor, w: Tensor, bias: Tensor, activation: str) -> Tensor:
  pre = torch.addmm(bias, x, w)
  if activation == "gelu_new":
    post = torch.gelu(pre, approximate="tanh")
  elif activation == "gelu":
    post = torch.gelu(pre)
  else:
    post = torch.relu_(pre)
  return post

# x rows^T; rows: [N, K].
def across(self, x: Tensor, rows: Tensor) -> Tensor:
  return torch.mm(x, torch.t(rows))
