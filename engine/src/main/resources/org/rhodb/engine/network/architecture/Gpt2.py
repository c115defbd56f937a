# Forward pass of GPT-2 in float32. P positions = sequences * context, row-major; D = d_model,
# M = d_mlp, V = d_vocab. A layer's weights come as one list, in the order of Gpt2Weights.java:
#   0 ln_1.weight  1 ln_1.bias  2 c_attn.weight [D,3D]  3 c_attn.bias  4 attn.c_proj.weight [D,D]
#   5 attn.c_proj.bias  6 ln_2.weight  7 ln_2.bias  8 c_fc.weight [D,M]  9 c_fc.bias
#   10 mlp.c_proj.weight [M,D]  11 mlp.c_proj.bias
# Conv1D weights are [in, out]. dtype 7 is float64.

# Residual stream before layer 0, [P, D]. ids: [sequences, context], int64.
def embed(self, ids: Tensor, wte: Tensor, wpe: Tensor) -> Tensor:
  x = torch.embedding(wte, ids) + torch.slice(wpe, 0, 0, ids.size(1))
  return x.view([ids.numel(), wte.size(1)])

# Adds causal attention: residual stream in the middle of a layer, [P, D].
def attend(self, x: Tensor, w: List[Tensor], sequences: int, heads: int, scale: float, epsilon: float) -> Tensor:
  d = x.size(1)
  context = x.size(0) // sequences
  h = torch.layer_norm(x, [d], w[0], w[1], epsilon)
  qkv = torch.addmm(w[3], h, w[2]).view([sequences, context, 3, heads, d // heads])
  by_head = qkv.permute([2, 0, 3, 1, 4])
  a = torch.scaled_dot_product_attention(torch.select(by_head, 0, 0), torch.select(by_head, 0, 1), torch.select(by_head, 0, 2), None, 0.0, True, scale=scale)
  joined = a.transpose(1, 2).reshape([x.size(0), d])
  return torch.addmm(w[5], joined, w[4]).add_(x)

def activate(self, pre: Tensor, activation: str) -> Tensor:
  if activation == "gelu_new":
    post = torch.gelu(pre, approximate="tanh")
  elif activation == "gelu":
    post = torch.gelu(pre)
  else:
    post = torch.relu_(pre)
  return post

# Post-activations of a layer, [P, M], from the residual stream in its middle.
def neurons(self, middle: Tensor, w: List[Tensor], activation: str, epsilon: float) -> Tensor:
  h = torch.layer_norm(middle, [middle.size(1)], w[6], w[7], epsilon)
  return self.activate(torch.addmm(w[9], h, w[8]), activation)

# Residual stream after a layer, [P, D].
def project(self, middle: Tensor, post: Tensor, w: List[Tensor]) -> Tensor:
  return torch.addmm(w[11], post, w[10]).add_(middle)

# Copies rows of post into columns [column, column + M) of out, whose rows are the positions asked
# for; no positions means all of them.
def keep(self, post: Tensor, positions: Tensor, out: Tensor, column: int) -> None:
  target = torch.slice(out, 1, column, column + post.size(1))
  if positions.numel() == 0:
    _0 = target.copy_(post)
  else:
    _1 = torch.index_select(post, 0, positions, out=target)

# What neurons hold instead of held [P, k]: constants [k], or their own rows at sources [P].
def substitute(self, held: Tensor, values: Tensor, sources: Tensor) -> Tensor:
  if sources.numel() > 0:
    fresh = torch.index_select(held, 0, sources)
  else:
    fresh = values.unsqueeze(0).expand_as(held)
  return fresh

# Residual stream after a layer, [P, D], with some of its neurons [k] replaced.
def project_replaced(self, middle: Tensor, post: Tensor, w: List[Tensor], replaced: Tensor, values: Tensor, sources: Tensor) -> Tensor:
  held = torch.index_select(post, 1, replaced)
  _0 = post.index_copy_(1, replaced, self.substitute(held, values, sources))
  return self.project(middle, post, w)

# The same for the lowest replaced layer, where the stream after the layer as it is is known: only
# the replaced neurons are computed, and the difference they make is added.
def correct(self, after: Tensor, middle: Tensor, w: List[Tensor], replaced: Tensor, values: Tensor, sources: Tensor, activation: str, epsilon: float) -> Tensor:
  h = torch.layer_norm(middle, [middle.size(1)], w[6], w[7], epsilon)
  pre = torch.addmm(torch.index_select(w[9], 0, replaced), h, torch.index_select(w[8], 1, replaced))
  held = self.activate(pre, activation)
  change = torch.sub(self.substitute(held, values, sources), held)
  return torch.addmm(after, change, torch.index_select(w[10], 0, replaced))

# Rows of the residual stream after the last layer.
def take(self, x: Tensor, positions: Tensor) -> Tensor:
  return torch.index_select(x, 0, positions)

# Logits [n, V] of residual streams [n, D]; head: [V, D].
def logits(self, x: Tensor, weight: Tensor, bias: Tensor, head: Tensor, epsilon: float) -> Tensor:
  y = torch.layer_norm(x, [x.size(1)], weight, bias, epsilon)
  return torch.linear(y, head)

# Logits of the target ids [n], float64.
def at_targets(self, logits: Tensor, targets: Tensor) -> Tensor:
  return torch.gather(logits, 1, targets.unsqueeze(1)).squeeze(1).to(7)

# Sum over rows of the loss at the target ids [n]: float64 scalar.
def loss(self, logits: Tensor, targets: Tensor) -> Tensor:
  normalizers = torch.logsumexp(logits, [1]).to(7)
  return torch.sum(normalizers - self.at_targets(logits, targets))

# Sums over rows of the ablated loss and of KL(clean || ablated), float64 [2], from logits [n, V].
# With p the clean probabilities, d = clean - ablated and any c near E_p[d]:
#   log E_p[exp(-d)] = -c + log1p(E_p[expm1(c - d)]), which is the change of the normalizer, and
#   KL = E_p[d] + log E_p[exp(-d)] = log1p(E_p[expm1(c - d)]) - E_p[c - d].
# Everything summed over the vocabulary is as small as the change itself, so float32 keeps its seven
# digits of the divergence, where a difference of two log-softmaxes would leave three.
def compare(self, clean: Tensor, ablated: Tensor, targets: Tensor) -> Tensor:
  p = torch.softmax(clean, -1)
  mass = torch.sum(p, [1]).to(7)
  u = torch.sub(ablated, clean)
  center = torch.neg(torch.sum(u * p, [1])).unsqueeze(1)
  _0 = u.add_(center)
  first = torch.sum(u * p, [1]).to(7) / mass
  whole = torch.log1p(torch.sum(u.expm1_().mul_(p), [1]).to(7) / mass)
  kl = whole - first
  normalizers = torch.logsumexp(clean, [1]).to(7) - center.squeeze(1).to(7) + whole
  loss = normalizers - self.at_targets(ablated, targets)
  return torch.stack([torch.sum(loss), torch.sum(kl)])

# Euclidean norm of every neuron's output vector, [M].
def output_norms(self, w: List[Tensor]) -> Tensor:
  return torch.linalg_vector_norm(w[10], 2, [1])
