# Kernels that screen pairs of neurons and compute the ones that are left. Types: 3 int32, 4 int64, 6 float32,
# 7 float64, 15 bfloat16. Blocks are [token][neuron], sketches [range][row][neuron].

# Zeroes the rows behind the last token.
def clear_rows(self, block: Tensor, first: int, rows: int) -> None:
  _0 = torch.zero_(torch.narrow(block, 0, first, rows))

# Adds signs x tokens to neighbouring ranges of a sketch, one group of tokens each.
def add_groups(self, sketch: Tensor, first: int, signs: Tensor, block: Tensor, group: int, groups: int) -> None:
  size = torch.size(signs, 2)
  tokens = torch.view(torch.narrow(block, 0, group * size, groups * size), [groups, size, torch.size(block, 1)])
  _0 = torch.baddbmm_(torch.narrow(sketch, 0, first, groups), torch.narrow(signs, 0, group, groups), tokens)

# Sums and sums of squares by neuron, float32 within a group of tokens and float64 from group to group;
# the squares of a group are also added to the energies of its range. Some groups at once, a row of
# each after another, so that sums stay in the cache.
def energy_sums(self, block: Tensor, rows: int, group: int, energies: Tensor, first: int, strip_values: int) -> Tuple[Tensor, Tensor]:
  width = torch.size(block, 1)
  ranges = torch.size(energies, 0)
  sums = torch.zeros([width], dtype=7, device=block.device)
  squares = torch.zeros([width], dtype=7, device=block.device)
  whole = rows // group
  strip = max(1, min(strip_values // width, ranges))
  some = torch.empty([strip, width], dtype=6, device=block.device)
  square = torch.empty([strip, width], dtype=6, device=block.device)
  i = 0
  while i < whole:
    at = (first + i) % ranges
    count = min(min(strip, whole - i), ranges - at)
    part = torch.view(torch.narrow(block, 0, i * group, count * group), [count, group, width])
    a = torch.zero_(torch.narrow(some, 0, 0, count))
    b = torch.zero_(torch.narrow(square, 0, 0, count))
    for t in range(group):
      x = torch.select(part, 1, t)
      _0 = torch.add_(a, x)
      _1 = torch.addcmul_(b, x, x)
    _2 = torch.add_(torch.narrow(energies, 0, at, count), b)
    _3 = torch.add_(sums, torch.sum(torch.to(a, 7), [0]))
    _4 = torch.add_(squares, torch.sum(torch.to(b, 7), [0]))
    i = i + count
  rest = rows - whole * group
  if rest > 0:
    last = torch.narrow(block, 0, whole * group, rest)
    square = torch.sum(torch.mul(last, last), [0])
    _5 = torch.add_(torch.select(energies, 0, (first + whole) % ranges), square)
    _6 = torch.add_(sums, torch.sum(last, [0]))
    _7 = torch.add_(squares, square)
  return (sums, squares)

# Norm over ranges and highest of a neuron's energies; float64.
def energy_norms(self, energies: Tensor) -> Tuple[Tensor, Tensor]:
  width = torch.size(energies, 1)
  squares = torch.zeros([width], dtype=7, device=energies.device)
  for i in range(torch.size(energies, 0)):
    _0 = torch.add_(squares, torch.square(torch.to(torch.select(energies, 0, i), 7)))
  highest, _1 = torch.max(energies, 0, False)
  return (torch.sqrt(squares), torch.to(highest, 7))

# source - ones x shift in bfloat16, the squared norms of what it was and of what rounding took from it;
# a strip of rows at a time.
def round_bfloat16(self, source: Tensor, first: int, rows: int, ones: Tensor, shift: Tensor, strip: int) -> Tuple[Tensor, Tensor, Tensor]:
  width = torch.size(source, 1)
  narrow = torch.empty([rows, width], dtype=15, device=source.device)
  norms = torch.zeros([width], dtype=7, device=source.device)
  errors = torch.zeros([width], dtype=7, device=source.device)
  for i in range((rows + strip - 1) // strip):
    at = i * strip
    count = min(strip, rows - at)
    part = torch.addr(torch.narrow(source, 0, first + at, count), torch.narrow(ones, 0, first + at, count), shift, beta=1., alpha=-1.)
    target = torch.copy_(torch.narrow(narrow, 0, at, count), part)
    _0 = torch.add_(norms, torch.sum(torch.mul(part, part), [0]))
    _1 = torch.add_(errors, torch.sum(torch.square(torch.sub(part, torch.to(target, 6))), [0]))
  return (narrow, norms, errors)

# The same in float32, from which rounding takes nothing.
def round_float32(self, source: Tensor, first: int, rows: int, ones: Tensor, shift: Tensor, strip: int) -> Tuple[Tensor, Tensor, Tensor]:
  part = torch.addr(torch.narrow(source, 0, first, rows), torch.narrow(ones, 0, first, rows), shift, beta=1., alpha=-1.)
  norms = self.squared_norms(part, strip)
  return (part, norms, torch.zeros_like(norms))

# Sum of squares of each column, float32 within a strip of rows and float64 from strip to strip.
def squared_norms(self, part: Tensor, strip: int) -> Tensor:
  width = torch.size(part, 1)
  rows = torch.size(part, 0)
  squares = torch.zeros([width], dtype=7, device=part.device)
  buffer = torch.empty([strip, width], dtype=6, device=part.device)
  for i in range((rows + strip - 1) // strip):
    at = i * strip
    count = min(strip, rows - at)
    some = torch.narrow(part, 0, at, count)
    _0 = torch.add_(squares, torch.sum(torch.mul(some, some, out=torch.narrow(buffer, 0, 0, count)), [0]))
  return squares

# Lowest, highest and sum of squares of each column of some rows, a strip at a time.
def column_facts(self, source: Tensor, first: int, rows: int, strip: int) -> Tuple[Tensor, Tensor, Tensor]:
  width = torch.size(source, 1)
  squares = torch.zeros([width], dtype=7, device=source.device)
  low = torch.zeros([width], dtype=6, device=source.device)
  high = torch.zeros([width], dtype=6, device=source.device)
  buffer = torch.empty([strip, width], dtype=6, device=source.device)
  for i in range((rows + strip - 1) // strip):
    count = min(strip, rows - i * strip)
    some = torch.narrow(source, 0, first + i * strip, count)
    _0 = torch.add_(squares, torch.sum(torch.mul(some, some, out=torch.narrow(buffer, 0, 0, count)), [0]))
    _1 = torch.copy_(low, torch.minimum(low, torch.amin(some, [0])))
    _2 = torch.copy_(high, torch.maximum(high, torch.amax(some, [0])))
  return (low, high, squares)

# Product of some rows with a number each, by column.
def column_sums(self, source: Tensor, first: int, rows: int, numbers: Tensor) -> Tensor:
  return torch.mv(torch.t(torch.narrow(source, 0, first, rows)), torch.narrow(numbers, 0, first, rows))

# Some rows of source x factor - ones x offset in 8 bits, rounded by a number between 0 and 1 a row.
# No offset where there are no ones.
def round_int8(self, values: Tensor, source: Tensor, first: int, factor: Tensor, numbers: Tensor, ones: List[Tensor], offset: Tensor, buffer: Tensor) -> None:
  rows = torch.size(values, 0)
  strip = torch.size(buffer, 0)
  for i in range((rows + strip - 1) // strip):
    at = i * strip
    count = min(strip, rows - at)
    some = torch.narrow(source, 0, first + at, count)
    up = torch.unsqueeze(torch.narrow(numbers, 0, at, count), 1)
    part = torch.addcmul(up, some, factor, out=torch.narrow(buffer, 0, 0, count))
    for j in range(torch.len(ones)):
      _0 = torch.addr_(part, torch.narrow(ones[j], 0, first + at, count), offset, beta=1., alpha=-1.)
    _1 = torch.copy_(torch.narrow(values, 0, at, count), torch.floor_(part))

# Some neurons, along an axis.
def choose(self, source: Tensor, axis: int, columns: Tensor) -> Tensor:
  return torch.index_select(source, axis, columns)

# Room for the products of a part: whole numbers of whole numbers, else of the part's own type.
def products(self, part: Tensor, rows: int, columns: int, is_int8: bool) -> Tensor:
  if is_int8:
    room = torch.empty([rows, columns], dtype=3, device=part.device)
  else:
    room = torch.empty([rows, columns], dtype=part.dtype, device=part.device)
  return room

# Terms of the same neurons, along an axis.
def beside(self, some: Tensor, more: Tensor, axis: int) -> Tensor:
  return torch.cat([some, more], axis)

# What upper bounds of rho of some rows with all columns begin with, into the first rows of a buffer.
def offsets(self, sum: Tensor, left: Tensor, first: int, rows: int, top: Tensor) -> None:
  _0 = torch.mm(torch.narrow(left, 0, first, rows), top, out=torch.narrow(sum, 0, 0, rows))

# Adds the products of a rounded part, in 32 bits, in bfloat16 or in float32, times their factors, to the
# bounds of some rows, in float32. Both buffers are used from their first row on.
def add_products(self, sum: Tensor, product: Tensor, first: int, rows: int, x: Tensor, x_scale: Tensor, y: Tensor, y_scale: Tensor, is_int8: bool) -> None:
  a = torch.t(torch.narrow(x, 1, first, rows))
  # Of a transposed view of one row the library takes a wrong distance from row to row and reads
  # something else, in both short types; a copy has the right one.
  if rows == 1:
    a = torch.clone(a, memory_format=0)
  p = torch.narrow(product, 0, 0, rows)
  if is_int8:
    _0 = torch._int_mm(a, y, out=p)
  else:
    _1 = torch.mm(a, y, out=p)
  factor = torch.unsqueeze(torch.narrow(x_scale, 0, first, rows), 1)
  strip = self.strip_rows(sum)
  for i in range((rows + strip - 1) // strip):
    at = i * strip
    count = min(strip, rows - at)
    part = torch.mul(torch.narrow(p, 0, at, count), torch.narrow(factor, 0, at, count))
    _2 = torch.addcmul_(torch.narrow(sum, 0, at, count), part, y_scale)

# Rows of a matrix that a core's cache holds several times: 2^17 values, 512 kB.
def strip_rows(self, of: Tensor) -> int:
  return max(1, 131072 // torch.size(of, 1))

# Largest errors of the estimates of some rows: no matrix of them is held.
def margins(self, x: Tensor, first: int, rows: int, y: Tensor) -> Tensor:
  return torch.mm(torch.narrow(x, 0, first, rows), y)

# Places, estimates and margins of the pairs that are wanted and have a variance.
def gather(self, highs: Tensor, x: Tensor, first: int, y: Tensor, places: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
  place = torch.cat(places)
  found = torch.index_select(torch.flatten(highs), 0, place)
  defined = torch.gt(found, -3.)
  where = torch.masked_select(place, defined)
  width = torch.size(highs, 1)
  row = torch.add(torch.floor_divide(where, width), first)
  column = torch.remainder(where, width)
  margin = torch.sum(torch.mul(torch.index_select(x, 0, row), torch.index_select(torch.t(y), 0, column)), [1])
  return (where, torch.sub(torch.masked_select(found, defined), margin), margin)

# Places in a matrix of those among some of its rows, from one on, that are true.
def places(self, wanted: Tensor, row: int) -> Tensor:
  return torch.add(torch.flatten(torch.nonzero(torch.flatten(wanted))), row * torch.size(wanted, 1))

# Pairs of some rows that may satisfy low <= rho <= high and |rho| >= magnitude.
def select(self, highs: Tensor, x: Tensor, first: int, rows: int, y: Tensor, low: float, high: float, magnitude: float) -> Tuple[Tensor, Tensor, Tensor]:
  strip = self.strip_rows(highs)
  places = annotate(List[Tensor], [])
  for i in range((rows + strip - 1) // strip):
    at = i * strip
    count = min(strip, rows - at)
    most = torch.narrow(highs, 0, at, count)
    wanted = torch.ge(most, low)
    if high < 1. or magnitude > 0.:
      least = torch.sub(most, self.margins(x, first + at, count, y), alpha=2.)
      wanted = torch.logical_and(wanted, torch.le(least, high))
      far = torch.logical_or(torch.ge(most, magnitude), torch.le(least, -magnitude))
      wanted = torch.logical_and(wanted, far)
    _0 = torch.append(places, self.places(wanted, at))
  return self.gather(highs, x, first, y, places)

# Highest lower bound and highest upper bound of some rows along both axes: by row, by row, by column,
# by column.
def best_bounds(self, highs: Tensor, x: Tensor, first: int, rows: int, y: Tensor) -> List[Tensor]:
  width = torch.size(highs, 1)
  row_low = torch.empty([rows], dtype=6, device=highs.device)
  row_high = torch.empty([rows], dtype=6, device=highs.device)
  column_low = torch.full([width], -100., dtype=6, device=highs.device)
  column_high = torch.full([width], -100., dtype=6, device=highs.device)
  strip = self.strip_rows(highs)
  for i in range((rows + strip - 1) // strip):
    at = i * strip
    count = min(strip, rows - at)
    most = torch.narrow(highs, 0, at, count)
    least = torch.sub(most, self.margins(x, first + at, count, y), alpha=2.)
    _0 = torch.copy_(torch.narrow(row_low, 0, at, count), torch.amax(least, [1]))
    _1 = torch.copy_(torch.narrow(row_high, 0, at, count), torch.amax(most, [1]))
    _2 = torch.copy_(column_low, torch.maximum(column_low, torch.amax(least, [0])))
    _3 = torch.copy_(column_high, torch.maximum(column_high, torch.amax(most, [0])))
  return [row_low, row_high, column_low, column_high]

# Pairs of some rows that may be the best of their row or of their column.
def select_best(self, highs: Tensor, x: Tensor, first: int, rows: int, y: Tensor, row_floor: Tensor, column_floor: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
  strip = self.strip_rows(highs)
  places = annotate(List[Tensor], [])
  for i in range((rows + strip - 1) // strip):
    at = i * strip
    count = min(strip, rows - at)
    floor = torch.minimum(torch.unsqueeze(torch.narrow(row_floor, 0, at, count), 1), column_floor)
    _0 = torch.append(places, self.places(torch.ge(torch.narrow(highs, 0, at, count), floor), at))
  return self.gather(highs, x, first, y, places)

# Copies rows of a block to columns, a few tokens at a time and by a buffer whose rows lie apart by no
# power of two, so that both sides stay in the cache.
def transpose_rows(self, columns: Tensor, block: Tensor, first: int, rows: int, buffer: Tensor) -> None:
  strip = torch.size(buffer, 0)
  width = torch.size(block, 1)
  for i in range((rows + strip - 1) // strip):
    at = i * strip
    count = min(strip, rows - at)
    part = torch.copy_(torch.narrow(torch.narrow(buffer, 0, 0, count), 1, 0, width), torch.narrow(block, 0, first + at, count))
    _0 = torch.copy_(torch.narrow(columns, 1, at, count), torch.t(part))

# Adds the products of chosen pairs over some tokens: float32 within the call, float64 from call to call.
def add_pairs(self, total: Tensor, starts: Tensor, columns: Tensor, zeros: Tensor, height: int, width: int, x: Tensor, first: int, y: Tensor, tokens: int) -> None:
  a = torch.narrow(torch.narrow(x, 0, first, height), 1, 0, tokens)
  b = torch.t(torch.narrow(y, 1, 0, tokens))
  pattern = torch.sparse_csr_tensor(starts, columns, zeros, [height, width], dtype=None, layout=None, device=None, pin_memory=None)
  _0 = torch.add_(total, torch.values(torch.sparse_sampled_addmm(pattern, a, b, beta=0., alpha=1.)))
