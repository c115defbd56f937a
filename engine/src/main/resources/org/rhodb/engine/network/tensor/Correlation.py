# Kernels of neuron correlation. Types: 6 float32, 7 float64. Blocks are [token][neuron].

# Copies rows of activations, from column on, to rows of a block.
def copy_rows(self, block: Tensor, at: int, source: Tensor, first: int, rows: int, column: int) -> None:
  width = torch.size(block, 1)
  _0 = torch.copy_(torch.narrow(block, 0, at, rows), torch.narrow(torch.narrow(source, 0, first, rows), 1, column, width))

# The same for columns that do not lie side by side.
def gather_rows(self, block: Tensor, at: int, source: Tensor, first: int, rows: int, columns: Tensor) -> None:
  _0 = torch.copy_(torch.narrow(block, 0, at, rows), torch.index_select(torch.narrow(source, 0, first, rows), 1, columns))

# Copies rows of activations, from column on, to rows of a block as source * scale + shift.
def standard_rows(self, block: Tensor, at: int, source: Tensor, first: int, rows: int, column: int, shift: Tensor, scale: Tensor) -> None:
  width = torch.size(block, 1)
  part = torch.narrow(torch.narrow(source, 0, first, rows), 1, column, width)
  _0 = torch.addcmul(shift, part, scale, out=torch.narrow(block, 0, at, rows))

# The same for columns that do not lie side by side.
def standard_columns(self, block: Tensor, at: int, source: Tensor, first: int, rows: int, columns: Tensor, shift: Tensor, scale: Tensor) -> None:
  part = torch.index_select(torch.narrow(source, 0, first, rows), 1, columns)
  _0 = torch.addcmul(shift, part, scale, out=torch.narrow(block, 0, at, rows))

# Sums and sums of squares of raw activations by neuron, all in float64, a strip of rows at a time in
# one buffer: no block is held twice, and no memory is asked of the system again and again.
def raw_sums(self, block: Tensor, rows: int, strip: int) -> Tuple[Tensor, Tensor]:
  width = torch.size(block, 1)
  sums = torch.zeros([width], dtype=7, device=block.device)
  squares = torch.zeros([width], dtype=7, device=block.device)
  buffer = torch.empty([min(strip, rows), width], dtype=7, device=block.device)
  for i in range((rows + strip - 1) // strip):
    first = i * strip
    count = min(strip, rows - first)
    wide = torch.copy_(torch.narrow(buffer, 0, 0, count), torch.narrow(block, 0, first, count))
    _0 = torch.add_(sums, torch.sum(wide, [0]))
    _1 = torch.add_(squares, torch.sum(torch.mul_(wide, wide), [0]))
  return (sums, squares)

# Sums and sums of squares of standardised activations by neuron: float32 within a group of rows,
# float64 from group to group. Some groups at once, a row of each after another, so that sums stay in
# the cache: twice as fast as summing along a group.
def group_sums(self, block: Tensor, rows: int, group: int, strip_values: int) -> Tuple[Tensor, Tensor]:
  width = torch.size(block, 1)
  sums = torch.zeros([width], dtype=7, device=block.device)
  squares = torch.zeros([width], dtype=7, device=block.device)
  whole = rows // group
  strip = max(1, min(whole, strip_values // width))
  some = torch.empty([strip, width], dtype=6, device=block.device)
  square = torch.empty([strip, width], dtype=6, device=block.device)
  for i in range((whole + strip - 1) // strip):
    count = min(strip, whole - i * strip)
    part = torch.view(torch.narrow(block, 0, i * strip * group, count * group), [count, group, width])
    a = torch.zero_(torch.narrow(some, 0, 0, count))
    b = torch.zero_(torch.narrow(square, 0, 0, count))
    for t in range(group):
      x = torch.select(part, 1, t)
      _0 = torch.add_(a, x)
      _1 = torch.addcmul_(b, x, x)
    _2 = torch.add_(sums, torch.sum(torch.to(a, 7), [0]))
    _3 = torch.add_(squares, torch.sum(torch.to(b, 7), [0]))
  rest = rows - whole * group
  if rest > 0:
    last = torch.narrow(block, 0, whole * group, rest)
    _4 = torch.add_(sums, torch.sum(last, [0]))
    _5 = torch.add_(squares, torch.sum(torch.mul(last, last), [0]))
  return (sums, squares)

# x * scale + shift, in place.
def standardise(self, block: Tensor, rows: int, shift: Tensor, scale: Tensor) -> None:
  part = torch.narrow(block, 0, 0, rows)
  _0 = torch.add_(torch.mul_(part, scale), shift)

# Copies the rows of one block to another in the given order.
def permute_rows(self, block: Tensor, source: Tensor, order: Tensor) -> None:
  rows = torch.size(order, 0)
  _0 = torch.copy_(torch.narrow(block, 0, 0, rows), torch.index_select(source, 0, order))

# Adds x' y to a rectangle of the sums, in place; x is read through a transposed view.
def multiply_add(self, sum: Tensor, top: int, left: int, height: int, width: int, x: Tensor, x_from: int, y: Tensor, y_from: int, rows: int) -> None:
  target = torch.narrow(torch.narrow(sum, 0, top, height), 1, left, width)
  a = torch.narrow(torch.narrow(x, 0, 0, rows), 1, x_from + top, height)
  b = torch.narrow(torch.narrow(y, 0, 0, rows), 1, y_from + left, width)
  _0 = torch.addmm_(target, torch.t(a), b)

# Moves the sums to the slower of the two accumulators.
def carry(self, total: Tensor, sum: Tensor) -> None:
  _0 = torch.add_(total, sum)
  _1 = torch.zero_(sum)

# Centred sums of products of some rows, in float64: sum + total - n dx dy.
def centred(self, sum: Tensor, total: List[Tensor], first: int, rows: int, left: int, width: int, n_dx: Tensor, dy: Tensor) -> Tensor:
  strip = torch.to(torch.narrow(torch.narrow(sum, 0, first, rows), 1, left, width), 7)
  for i in range(torch.len(total)):
    _0 = torch.add_(strip, torch.narrow(torch.narrow(total[i], 0, first, rows), 1, left, width))
  return torch.addr_(strip, torch.narrow(n_dx, 0, first, rows), torch.narrow(dy, 0, left, width), beta=1., alpha=-1.)

# Correlations of some rows with all columns, in float64; NaN where a factor is NaN.
def rho(self, sum: Tensor, total: List[Tensor], first: int, rows: int, n_dx: Tensor, dy: Tensor, x_factor: Tensor, y_factor: Tensor) -> Tensor:
  strip = self.centred(sum, total, first, rows, 0, torch.size(sum, 1), n_dx, dy)
  _0 = torch.mul_(strip, torch.unsqueeze(torch.narrow(x_factor, 0, first, rows), 1))
  _1 = torch.mul_(strip, y_factor)
  return torch.clamp_(strip, -1., 1.)

# Highest value along an axis and the first index that has it; NaN counts as less than any rho.
def maxima(self, rho: Tensor, axis: int) -> Tuple[Tensor, Tensor]:
  best, index = torch.max(torch.nan_to_num(rho, -2.), axis, False)
  return (best, index)

# Rows, columns and values with low <= rho <= high and |rho| >= magnitude; NaN fails each.
def select(self, rho: Tensor, low: float, high: float, magnitude: float) -> Tuple[Tensor, Tensor]:
  wanted = torch.logical_and(torch.ge(rho, low), torch.le(rho, high))
  if magnitude > 0.:
    wanted = torch.logical_and(wanted, torch.ge(torch.abs(rho), magnitude))
  return (torch.flatten(torch.nonzero(wanted)), torch.masked_select(rho, wanted))

# The orthogonal factor of the QR decomposition with a positive diagonal of R: Haar-distributed for
# a Gaussian matrix (Mezzadri 2007). In float64, rounded to float32 at the end.
def orthogonal(self, gaussian: Tensor) -> Tensor:
  q, r = torch.linalg_qr(gaussian)
  signs = torch.sign(torch.diagonal(r))
  return torch.to(torch.mul_(q, torch.where(torch.eq(signs, 0), torch.ones_like(signs), signs)), 6)

# Rows divided by their norm.
def normalised_rows(self, gaussian: Tensor) -> Tensor:
  return torch.to(torch.div(gaussian, torch.linalg_vector_norm(gaussian, 2, [1], True)), 6)

# Variances of R y times n from the centred sums of squares of y: the diagonal of R C R'.
def mapped_squares(self, map: Tensor, squares: Tensor) -> Tensor:
  return torch.sum(torch.to(torch.mul(torch.matmul(map, squares), map), 7), [1])

# Highest correlation of each row with any mapped neuron: max over k of (R c)_k / (sx s_k).
def mapped_maxima(self, map: Tensor, products: Tensor, x_factor: Tensor, mapped_factor: Tensor) -> Tensor:
  rho = torch.mul_(torch.to(torch.matmul(products, torch.t(map)), 7), torch.unsqueeze(x_factor, 1))
  best, index = torch.max(torch.nan_to_num_(torch.clamp_(torch.mul_(rho, mapped_factor), -1., 1.), -2.), 1, False)
  return best

# Products with a layer's neurons, weighted, in float32.
def weighted(self, products: Tensor, weights: Tensor) -> Tensor:
  return torch.to(torch.mul_(products, weights), 6)

# A layer's products with itself, weighted on both sides, in float32.
def weighted_twice(self, squares: Tensor, weights: Tensor) -> Tensor:
  return self.weighted(torch.mul_(squares, torch.unsqueeze(weights, 1)), weights)
