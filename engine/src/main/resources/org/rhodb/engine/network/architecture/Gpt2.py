# Forward pass of GPT-2 in float32. P positions = sequences * context, row-major; D = d_model,
# M = d_mlp, V = d_vocab. A layer's weights come as one list, in the order of Gpt2Weights.java:
#   0 ln_1.weight  1 ln_1.bias  2 c_attn.weight [D,3D]  3 c_attn.bias  4 attn.c_proj.weight [D,D]
#   5 attn.c_proj.bias  6 ln_2.weight  7 ln_2.bias  8 c_fc.weight [D,M]  9 c_fc.bias
#   10 mlp.c_proj.weight [M,D]  11 mlp.c_proj.bias
# Conv1D weights are [in, out]. dtype 7 is float64. product, added, activated and across come from
# PlainProducts.py or FusedProducts.py.

# Residual stream before layer 0, [P, D]. ids: [sequences, context], int64.
def embed(self, ids: Tensor, wte: Tensor, wpe: Tensor) -> Tensor:
  x = torch.embedding(wte, ids) + torch.slice(wpe, 0, 0, ids.size(1))
  return x.view([ids.numel(), wte.size(1)])

# Adds causal attention: residual stream in the middle of a layer, [P, D].
def attend(self, x: Tensor, w: List[Tensor], sequences: int, heads: int, scale: float, epsilon: float) -> Tensor:
  d = x.size(1)
  context = x.size(0) // sequences
  h = torch.layer_norm(x, [d], w[0], w[1], epsilon)
  qkv = self.product(h, w[2], w[3]).view([sequences, context, 3, heads, d // heads])
  by_head = qkv.permute([2, 0, 3, 1, 4])
  a = torch.scaled_dot_product_attention(torch.select(by_head, 0, 0), torch.select(by_head, 0, 1), torch.select(by_head, 0, 2), None, 0.0, True, scale=scale)
  joined = a.transpose(1, 2).reshape([x.size(0), d])
  return self.added(x, joined, w[4], w[5])

# Post-activations of a layer, [P, M], from the residual stream in its middle.
def neurons(self, middle: Tensor, w: List[Tensor], activation: str, epsilon: float) -> Tensor:
  h = torch.layer_norm(middle, [middle.size(1)], w[6], w[7], epsilon)
  return self.activated(h, w[8], w[9], activation)

# Residual stream after a layer, [P, D].
def project(self, middle: Tensor, post: Tensor, w: List[Tensor]) -> Tensor:
  return self.added(middle, post, w[10], w[11])

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

# Residual stream after a whole layer, [P, D].
def block(self, x: Tensor, w: List[Tensor], sequences: int, heads: int, scale: float, activation: str, epsilon: float) -> Tensor:
  middle = self.attend(x, w, sequences, heads, scale, epsilon)
  return self.project(middle, self.neurons(middle, w, activation, epsilon), w)

# Replaces neurons [k] in some rows of post, in place.
def replace(self, post: Tensor, first: int, count: int, replaced: Tensor, values: Tensor, sources: Tensor) -> None:
  rows = torch.narrow(post, 0, first, count)
  held = torch.index_select(rows, 1, replaced)
  _0 = rows.index_copy_(1, replaced, self.substitute(held, values, sources))

# What some neurons of a layer hold, [P, k].
def held(self, middle: Tensor, w: List[Tensor], wanted: Tensor, activation: str, epsilon: float) -> Tensor:
  h = torch.layer_norm(middle, [middle.size(1)], w[6], w[7], epsilon)
  return self.activated(h, torch.index_select(w[8], 1, wanted), torch.index_select(w[9], 0, wanted), activation)

# Residual stream after a layer with some of its neurons [k] replaced, into rows of out: the stream
# after the layer as it is, [P, D], plus the difference they make. at: their columns in held.
def enter(self, after: Tensor, held: Tensor, at: Tensor, w: List[Tensor], replaced: Tensor, values: Tensor, sources: Tensor, out: Tensor, first: int) -> None:
  before = torch.index_select(held, 1, at)
  change = torch.sub(self.substitute(before, values, sources), before)
  target = torch.narrow(out, 0, first, after.size(0))
  _0 = torch.addmm(after, change, torch.index_select(w[10], 0, replaced), out=target)

# Copies a stream into rows of another.
def put(self, stream: Tensor, out: Tensor, first: int) -> None:
  _0 = torch.copy_(torch.narrow(out, 0, first, stream.size(0)), stream)

# Logits [n, V] of residual streams [n, D]; head: [V, D].
def logits(self, x: Tensor, weight: Tensor, bias: Tensor, head: Tensor, epsilon: float) -> Tensor:
  y = torch.layer_norm(x, [x.size(1)], weight, bias, epsilon)
  return self.across(y, head)

# Euclidean norm of every neuron's output vector, [M].
def output_norms(self, w: List[Tensor]) -> Tensor:
  return torch.linalg_vector_norm(w[10], 2, [1])

# Gradients of the loss, [P, D], by hand rather than by autograd: only streams get one, no weight does,
# and what a layer computed is computed again rather than kept.

# From behind a LayerNorm to before it; x: what it normalised.
def before_norm(self, gradient: Tensor, x: Tensor, weight: Tensor, bias: Tensor, epsilon: float) -> Tensor:
  out, mean, rstd = torch.native_layer_norm(x, [x.size(1)], weight, bias, epsilon)
  before, _w, _b = torch.native_layer_norm_backward(gradient, x, [x.size(1)], mean, rstd, weight, bias, [True, False, False])
  return before

# First-order change of the loss if each of some neurons [k] alone were replaced, float64 [k]:
# sum over positions of d loss / d activation times (replacement - activation).
def estimate(self, gradient: Tensor, middle: Tensor, w: List[Tensor], replaced: Tensor, values: Tensor, sources: Tensor, activation: str, epsilon: float) -> Tensor:
  held = self.held(middle, w, replaced, activation, epsilon)
  slope = self.across(gradient, torch.index_select(w[10], 0, replaced))
  change = torch.sub(self.substitute(held, values, sources), held)
  return torch.sum(torch.mul(slope, change), [0], dtype=7)

# From behind a layer to its middle.
def before_neurons(self, gradient: Tensor, middle: Tensor, w: List[Tensor], activation: str, epsilon: float) -> Tensor:
  h = torch.layer_norm(middle, [middle.size(1)], w[6], w[7], epsilon)
  pre = self.product(h, w[8], w[9])
  slope = self.across(gradient, w[10])
  if activation == "gelu_new":
    through = torch.gelu_backward(slope, pre, approximate="tanh")
  elif activation == "gelu":
    through = torch.gelu_backward(slope, pre)
  else:
    through = torch.threshold_backward(slope, pre, 0)
  return self.before_norm(self.across(through, w[8]), middle, w[6], w[7], epsilon).add_(gradient)

# From the middle of a layer to before it; x: the stream there.
def before_attention(self, gradient: Tensor, x: Tensor, w: List[Tensor], sequences: int, heads: int, scale: float, epsilon: float) -> Tensor:
  d = x.size(1)
  context = x.size(0) // sequences
  h = torch.layer_norm(x, [d], w[0], w[1], epsilon)
  by_head = self.product(h, w[2], w[3]).view([sequences, context, 3, heads, d // heads]).permute([2, 0, 3, 1, 4])
  q = torch.mul(torch.select(by_head, 0, 0), scale)
  k = torch.select(by_head, 0, 1)
  v = torch.select(by_head, 0, 2)
  scores = torch.matmul(q, k.transpose(2, 3))
  later = torch.triu(torch.ones([context, context], dtype=11, device=x.device), 1)
  p = torch.softmax(scores.masked_fill_(later, -1e30), -1)
  g = self.across(gradient, w[4]).view([sequences, context, heads, d // heads]).transpose(1, 2)
  of_v = torch.matmul(p.transpose(2, 3), g)
  of_p = torch.matmul(g, v.transpose(2, 3))
  of_scores = of_p.sub_(torch.sum(torch.mul(of_p, p), [3], True)).mul_(p)
  of_q = torch.mul(torch.matmul(of_scores, k), scale)
  of_k = torch.matmul(of_scores.transpose(2, 3), q)
  of_qkv = torch.stack([of_q, of_k, of_v]).permute([1, 3, 0, 2, 4]).reshape([x.size(0), 3 * d])
  return self.before_norm(self.across(of_qkv, w[2]), x, w[0], w[1], epsilon).add_(gradient)
