# Products of a layer by oneDNN, bias, activation and residual in the same sweep over the result:
# x [P, K], w [K, N], bias [N]; all float32, contiguous, on the CPU.

def none(self) -> List[Optional[number]]:
  return annotate(List[Optional[number]], [])

# x w + bias.
def product(self, x: Tensor, w: Tensor, bias: Tensor) -> Tensor:
  return ops.mkldnn._linear_pointwise(x, torch.t(w), bias, "none", self.none(), "")

# x w + bias + residual.
def added(self, residual: Tensor, x: Tensor, w: Tensor, bias: Tensor) -> Tensor:
  return ops.mkldnn._linear_pointwise(x, residual, torch.t(w), bias, "add")

# activation(x w + bias).
def activated(self, x: Tensor, w: Tensor, bias: Tensor, activation: str) -> Tensor:
  if activation == "gelu_new":
    post = ops.mkldnn._linear_pointwise(x, torch.t(w), bias, "gelu", self.none(), "tanh")
  elif activation == "gelu":
    post = ops.mkldnn._linear_pointwise(x, torch.t(w), bias, "gelu", self.none(), "none")
  else:
    post = ops.mkldnn._linear_pointwise(x, torch.t(w), bias, "relu", self.none(), "")
  return post

# x rows^T; rows: [N, K].
def across(self, x: Tensor, rows: Tensor) -> Tensor:
  return ops.mkldnn._linear_pointwise(x, rows, None, "none", self.none(), "")
