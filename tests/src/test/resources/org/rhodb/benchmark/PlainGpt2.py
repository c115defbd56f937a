# A GPT-2 as a script runs it with a hook: every layer, whole logits, log-softmax of them. Weights as
# one list: wte, wpe, twelve a layer in the order of Hugging Face names, ln_f weight and bias.

# Logits [positions, V] with some neurons of one layer set to values.
def logits(self, ids: Tensor, heads: int, layer: int, neurons: Tensor, values: Tensor, tensors: List[Tensor]) -> Tensor:
  wte = tensors[0]
  sequences = ids.size(0)
  context = ids.size(1)
  d = wte.size(1)
  x = torch.embedding(wte, ids) + torch.slice(tensors[1], 0, 0, context)
  for i in range((torch.len(tensors) - 4) // 12):
    p = 2 + 12 * i
    h = torch.layer_norm(x, [d], tensors[p], tensors[p + 1], 1e-05)
    qkv = torch.addmm(tensors[p + 3], h.view([sequences * context, d]), tensors[p + 2])
    by_head = qkv.view([sequences, context, 3, heads, d // heads]).permute([2, 0, 3, 1, 4])
    a = torch.scaled_dot_product_attention(torch.select(by_head, 0, 0), torch.select(by_head, 0, 1), torch.select(by_head, 0, 2), None, 0.0, True)
    joined = a.transpose(1, 2).reshape([sequences * context, d])
    x = x + torch.addmm(tensors[p + 5], joined, tensors[p + 4]).view([sequences, context, d])
    h2 = torch.layer_norm(x, [d], tensors[p + 6], tensors[p + 7], 1e-05)
    m = torch.gelu(torch.addmm(tensors[p + 9], h2.view([sequences * context, d]), tensors[p + 8]), approximate="tanh")
    if i == layer:
      _0 = m.index_copy_(1, neurons, values.unsqueeze(0).expand([sequences * context, values.size(0)]))
    x = x + torch.addmm(tensors[p + 11], m, tensors[p + 10]).view([sequences, context, d])
  last = torch.len(tensors) - 2
  y = torch.layer_norm(x, [d], tensors[last], tensors[last + 1], 1e-05)
  return torch.linear(y.view([sequences * context, d]), wte)

# Log-probabilities of the clean network, [positions, V]: once a batch.
def clean(self, ids: Tensor, heads: int, none: Tensor, nothing: Tensor, tensors: List[Tensor]) -> Tensor:
  return torch.log_softmax(self.logits(ids, heads, -1, none, nothing, tensors), -1)

# Sums of loss and of KL(clean || ablated) over all positions but the last of each sequence.
def ablate(self, clean: Tensor, ids: Tensor, heads: int, layer: int, neurons: Tensor, values: Tensor, tensors: List[Tensor]) -> Tensor:
  q = torch.log_softmax(self.logits(ids, heads, layer, neurons, values, tensors), -1)
  context = ids.size(1)
  shape = [ids.size(0), context, q.size(1)]
  kl = torch.narrow(torch.sum(torch.exp(clean) * (clean - q), [1]).view([ids.size(0), context]), 1, 0, context - 1)
  target = torch.narrow(ids, 1, 1, context - 1).unsqueeze(2)
  loss = torch.neg(torch.gather(torch.narrow(q.view(shape), 1, 0, context - 1), 2, target))
  return torch.stack([torch.sum(loss, dtype=7), torch.sum(kl, dtype=7)])
