# A GPT-2 whose gradient can be taken. Parameters come as one list: wte, wpe, twelve a layer in the
# order of TrainedGpt2.java, ln_f weight and bias. The head is tied to wte.

# Mean next-token loss in nats, a scalar. ids: [sequences][context], int64; heads, layers: scalars.
def loss(self, ids: Tensor, heads: Tensor, tensors: List[Tensor]) -> Tensor:
  n_heads = int(heads)
  wte = tensors[0]
  sequences = ids.size(0)
  positions = ids.size(1) - 1
  d_model = wte.size(1)
  d_head = d_model // n_heads
  input = torch.slice(ids, 1, 0, positions)
  target = torch.slice(ids, 1, 1, positions + 1)
  x = torch.embedding(wte, input) + torch.slice(tensors[1], 0, 0, positions)
  layers = (torch.len(tensors) - 4) // 12
  for layer in range(layers):
    p = 2 + 12 * layer
    h = torch.layer_norm(x, [d_model], tensors[p], tensors[p + 1], 1e-05)
    qkv = torch.matmul(h, tensors[p + 2]) + tensors[p + 3]
    heads3 = qkv.view([sequences, positions, 3, n_heads, d_head]).permute([2, 0, 3, 1, 4])
    q = torch.select(heads3, 0, 0)
    k = torch.select(heads3, 0, 1)
    v = torch.select(heads3, 0, 2)
    a = torch.scaled_dot_product_attention(q, k, v, None, 0.0, True)
    a2 = a.transpose(1, 2).reshape([sequences, positions, d_model])
    x = x + torch.matmul(a2, tensors[p + 4]) + tensors[p + 5]
    h2 = torch.layer_norm(x, [d_model], tensors[p + 6], tensors[p + 7], 1e-05)
    m = torch.gelu(torch.matmul(h2, tensors[p + 8]) + tensors[p + 9], approximate="tanh")
    x = x + torch.matmul(m, tensors[p + 10]) + tensors[p + 11]
  last = torch.len(tensors) - 2
  y = torch.layer_norm(x, [d_model], tensors[last], tensors[last + 1], 1e-05)
  logits = torch.matmul(y, wte.t()).reshape([sequences * positions, wte.size(0)])
  return torch.cross_entropy_loss(logits, target.reshape([sequences * positions]))

# The gradient of one parameter, zeros where it has none yet.
def gradient(self, parameter: Tensor) -> Tensor:
  grad = parameter.grad
  if grad is None:
    result = torch.zeros_like(parameter)
  else:
    result = grad
  return result

# One step of AdamW (Loshchilov and Hutter 2019) in place, after clipping the gradient to a global
# norm of 1; zeroes the gradients. Decay acts on matrices only. Returns the norm before clipping.
def adamw(self, parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], rate: float, decay: float, step: int) -> Tensor:
  squared = torch.zeros([1], dtype=7)
  for i in range(torch.len(parameters)):
    squared = squared + torch.sum(torch.square(self.gradient(parameters[i])), dtype=7)
  norm = torch.sqrt(squared)
  scale = float(torch.clamp(torch.reciprocal(norm + 1e-06), max=1.0))
  correction1 = 1.0 - 0.9 ** step
  correction2 = 1.0 - 0.95 ** step
  for i in range(torch.len(parameters)):
    p = parameters[i]
    g = self.gradient(p)
    _0 = g.mul_(scale)
    if p.dim() > 1:
      _1 = p.mul_(1.0 - rate * decay)
    _2 = means[i].mul_(0.9).add_(g, alpha=0.1)
    _3 = squares[i].mul_(0.95).addcmul_(g, g, value=0.05)
    denominator = torch.sqrt(squares[i] / correction2).add_(1e-08)
    _4 = p.addcdiv_(means[i], denominator, value=-rate / correction1)
    _5 = g.zero_()
  return norm
