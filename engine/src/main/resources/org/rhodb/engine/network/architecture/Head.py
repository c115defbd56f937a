# Next-token losses and divergences of many streams from one, without logits of more than a tile.
# n positions predict, D = d_model, V = d_vocab, T columns of a tile. dtype 6 is float32, 7 float64.
# What comes of the clean stream is kept a position: the highest logit `top`, `mass` = sum over the
# vocabulary of exp(logit - top) in float64, and `expected` = E_p[head row], the head centred on its
# mean row, which leaves every distribution as it is.

# Final LayerNorm of some rows of a stream, [n, D].
def normalise(self, x: Tensor, rows: Tensor, weight: Tensor, bias: Tensor, epsilon: float) -> Tensor:
  return torch.layer_norm(torch.index_select(x, 0, rows), [x.size(1)], weight, bias, epsilon)

# Mean row of the head, [D].
def mean_row(self, head: Tensor) -> Tensor:
  return torch.mean(head, [0])

# Takes one tile of the head into top [n], mass [n] and expected [n, D]: a softmax that never sees
# more than a tile, rescaled where a higher logit turns up.
def absorb(self, y: Tensor, head: Tensor, mean: Tensor, first: int, count: int, top: Tensor, mass: Tensor, expected: Tensor) -> None:
  rows = torch.narrow(head, 0, first, count)
  l = self.across(y, rows)
  higher = torch.maximum(top, torch.amax(l, [1]))
  scale = torch.exp(torch.sub(top, higher))
  e = l.sub_(higher.unsqueeze(1)).exp_()
  _0 = mass.mul_(scale.to(7)).add_(torch.sum(e, [1]).to(7))
  _1 = expected.mul_(scale.unsqueeze(1)).addmm_(e, torch.sub(rows, mean))
  _2 = top.copy_(higher)

# Loss at each position, float64 [n], from the target's row of the head.
def losses(self, y: Tensor, head: Tensor, targets: Tensor, top: Tensor, mass: Tensor) -> Tensor:
  at_target = torch.sum(torch.mul(y, torch.embedding(head, targets)), [1], dtype=7)
  return torch.log(mass) + top.to(7) - at_target

# How a stream's normalised rows differ from the clean ones, [n, D].
def change(self, x: Tensor, first: int, count: int, rows: Tensor, weight: Tensor, bias: Tensor, epsilon: float, y: Tensor) -> Tensor:
  ablated = self.normalise(torch.narrow(x, 0, first, count), rows, weight, bias, epsilon)
  return ablated.sub_(y)

# R runs' changes one below the other, [R n, D].
def join(self, changes: List[Tensor]) -> Tensor:
  return torch.cat(changes)

# Mean differences of logits over the clean distribution, [R n, 1].
def centers(self, changes: Tensor, mass: Tensor, expected: Tensor) -> Tensor:
  n = expected.size(0)
  runs = changes.view([changes.size(0) // n, n, expected.size(1)])
  center = torch.sum(torch.mul(runs, expected), [2], dtype=7) / mass
  return center.to(6).view([changes.size(0), 1])

# A tile of the centred head, [T, D].
def centred(self, head: Tensor, mean: Tensor, first: int, count: int) -> Tensor:
  return torch.sub(torch.narrow(head, 0, first, count), mean)

# Clean probabilities times mass, [n, T].
def weights(self, y: Tensor, head: Tensor, first: int, count: int, top: Tensor) -> Tensor:
  return self.across(y, torch.narrow(head, 0, first, count)).sub_(top.unsqueeze(1)).exp_()

# Adds a tile's part of sum_v p_v expm1(u_v) to sums [R, n], float64.
def add_tile(self, changes: Tensor, centers: Tensor, tile: Tensor, weights: Tensor, sums: Tensor) -> None:
  u = self.across(changes, tile).sub_(centers).expm1_()
  weighted = u.view([sums.size(0), sums.size(1), tile.size(0)]).mul_(weights)
  _0 = sums.add_(torch.sum(weighted, [2]).to(7))

# Sums over positions of the ablated loss and of KL(clean || ablated), float64 [R, 2]. With c the mean
# of the logits' change d over the clean distribution p, and u = d - c:
#   log E_p[exp(d)] = c + log1p(E_p[expm1(u)]) is the change of the normalizer, and
#   KL = log E_p[exp(d)] - E_p[d] = log1p(E_p[expm1(u)]).
# Everything summed is as small as the change itself, so float32 keeps its digits of a divergence
# where a difference of two log-softmaxes would leave three.
def finish(self, changes: Tensor, centers: Tensor, losses: Tensor, head: Tensor, mean: Tensor, targets: Tensor, mass: Tensor, sums: Tensor) -> Tensor:
  kl = torch.log1p(sums / mass)
  aim = torch.sub(torch.embedding(head, targets), mean)
  runs = changes.view([sums.size(0), sums.size(1), aim.size(1)])
  gain = torch.sum(torch.mul(runs, aim), [2], dtype=7)
  center = centers.view([sums.size(0), sums.size(1)]).to(7)
  return torch.stack([torch.sum(losses + center + kl - gain, [1]), torch.sum(kl, [1])], 1)

# The same from whole logits in float64, for some of the positions: for a change of any size, and to
# check the tiles against.
def compare(self, y: Tensor, change: Tensor, first: int, count: int, head: Tensor, targets: Tensor) -> Tensor:
  before = torch.narrow(y, 0, first, count)
  moved = torch.add(before, torch.narrow(change, 0, first, count))
  aims = torch.narrow(targets, 0, first, count).unsqueeze(1)
  clean = torch.log_softmax(torch.linear(before, head).to(7), 1)
  ablated = torch.log_softmax(torch.linear(moved, head).to(7), 1)
  loss = torch.neg(torch.sum(torch.gather(ablated, 1, aims)))
  kl = torch.sum(torch.mul(torch.exp(clean), torch.sub(clean, ablated)))
  return torch.stack([loss, kl])

# Gradient of the summed losses in the stream x after the last layer, into its rows of out, [P, D]:
# in the normalised rows it is the expected row of the head less the target's.
def gradient(self, x: Tensor, rows: Tensor, weight: Tensor, bias: Tensor, epsilon: float, head: Tensor, mean: Tensor, targets: Tensor, mass: Tensor, expected: Tensor, out: Tensor) -> None:
  aim = torch.sub(torch.embedding(head, targets), mean)
  behind = torch.sub(torch.div(expected, mass.to(6).unsqueeze(1)), aim)
  taken = torch.index_select(x, 0, rows)
  y, center, rstd = torch.native_layer_norm(taken, [x.size(1)], weight, bias, epsilon)
  before, _w, _b = torch.native_layer_norm_backward(behind, taken, [x.size(1)], center, rstd, weight, bias, [True, False, False])
  _0 = out.index_copy_(0, rows, before)
