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

# Some rows of the head, [T, D].
def rows(self, head: Tensor, tokens: Tensor) -> Tensor:
  return torch.index_select(head, 0, tokens)

# Clean probabilities times mass of the tokens of some rows, [n, T].
def weights(self, y: Tensor, rows: Tensor, top: Tensor) -> Tensor:
  return self.across(y, rows).sub_(top.unsqueeze(1)).exp_()

# Centres rows in place.
def center(self, rows: Tensor, mean: Tensor) -> None:
  _0 = rows.sub_(mean)

# sum_v p_v expm1(u_v) of a tile's differences of logits u [R n, T], into sums [R, n], float64.
def weigh(self, u: Tensor, weights: Tensor, sums: Tensor) -> None:
  weighted = u.expm1_().view([sums.size(0), sums.size(1), u.size(1)]).mul_(weights)
  _0 = sums.add_(torch.sum(weighted, [2]).to(7))

# Adds a tile's part of sum_v p_v expm1(u_v) to sums [R, n], float64.
def add_tile(self, changes: Tensor, centers: Tensor, tile: Tensor, weights: Tensor, sums: Tensor) -> None:
  self.weigh(self.across(changes, tile).sub_(centers), weights, sums)

# KL(clean || ablated) at each position, float64 [R, n]. With c the mean of the logits' change d over
# the clean distribution p, and u = d - c:
#   log E_p[exp(d)] = c + log1p(E_p[expm1(u)]) is the change of the normalizer, and
#   KL = log E_p[exp(d)] - E_p[d] = log1p(E_p[expm1(u)]).
# Everything summed is as small as the change itself, so float32 keeps its digits of a divergence
# where a difference of two log-softmaxes would leave three.
def divergences(self, sums: Tensor, mass: Tensor) -> Tensor:
  return torch.log1p(sums / mass)

# Sums over positions of the ablated loss and of the divergences kl [R, n], float64 [R, 2].
def finish(self, kl: Tensor, changes: Tensor, centers: Tensor, losses: Tensor, head: Tensor, mean: Tensor, targets: Tensor) -> Tensor:
  aim = torch.sub(torch.embedding(head, targets), mean)
  runs = changes.view([kl.size(0), kl.size(1), aim.size(1)])
  gain = torch.sum(torch.mul(runs, aim), [2], dtype=7)
  center = centers.view([kl.size(0), kl.size(1)]).to(7)
  return torch.stack([torch.sum(losses + center + kl - gain, [1]), torch.sum(kl, [1])], 1)

# The same over samples of the vocabulary, one for each of G groups of positions. What is sampled is
# E_p[expm1(u) - u], no term of which is negative: it equals E_p[expm1(u)], because E_p[u] = 0, and is
# of second order token by token.

# Of a tile: the sums of clean probabilities over each group's positions, [G, T], and the variances of
# the clean logits over all positions, [T]. members: [G, n], 1 / mass where a position is of a group.
# The head is centred first, so that what moves all logits alike is no variance.
def shares(self, y: Tensor, head: Tensor, mean: Tensor, first: int, count: int, top: Tensor, members: Tensor) -> Tuple[Tensor, Tensor]:
  moved = torch.mv(y, mean)
  l = self.across(y, torch.narrow(head, 0, first, count)).sub_(moved.unsqueeze(1))
  spread = torch.var(l, [0], unbiased=False)
  e = l.sub_(torch.sub(top, moved).unsqueeze(1)).exp_()
  return (torch.matmul(members, e), spread)

# What each token is expected to contribute to a group's divergences, up to a factor, [G, V]: its
# probability times how far its logit moves, taken to be as from text to text, or at least half the
# average.
def sizes(self, shares: List[Tensor], spreads: List[Tensor]) -> Tensor:
  spread = torch.cat(spreads)
  return torch.cat(shares, 1).mul_(torch.add(spread, torch.clamp(torch.mean(spread), min=1e-15)))

# Some rows of R runs' changes one below the other, [R count, D].
def join_rows(self, changes: List[Tensor], first: int, count: int) -> Tensor:
  parts = annotate(List[Tensor], [])
  for x in changes:
    _0 = parts.append(torch.narrow(x, 0, first, count))
  return torch.cat(parts)

# Makes weights of a sample's tile probabilities times factors [T], in place.
def scale(self, weights: Tensor, mass: Tensor, factors: Tensor) -> None:
  _0 = weights.mul_(factors).div_(mass.to(6).unsqueeze(1))

# Adds a tile's part of sum_v p_v (expm1(u_v) - u_v) / pi_v to sums [R, n], and to moments [R, 2] the
# sums over tokens behind the certain ones of what they contribute at all positions, and of its square.
def add_sampled_tile(self, changes: Tensor, centers: Tensor, tile: Tensor, weights: Tensor, certain: int, sums: Tensor, moments: Tensor) -> None:
  u = self.across(changes, tile).sub_(centers)
  weighted = torch.expm1(u).sub_(u).view([sums.size(0), sums.size(1), u.size(1)]).mul_(weights)
  _0 = sums.add_(torch.sum(weighted, [2]).to(7))
  if certain < u.size(1):
    each = torch.sum(torch.narrow(weighted, 2, certain, u.size(1) - certain), [1])
    _1 = moments.add_(torch.stack([torch.sum(each, [1]), torch.sum(torch.mul(each, each), [1])], 1).to(7))

# KL(clean || ablated) at each position, float64 [R, n].
def sampled_divergences(self, sums: Tensor) -> Tensor:
  return torch.log1p(sums)

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
