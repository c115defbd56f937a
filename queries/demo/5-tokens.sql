/*---
title: What the strongest universal neuron fires on
question: Where in a text is seed0's strongest universal neuron active?
source: Gurnee et al. 2024 (arXiv 2401.12181), section 4.3
about: The five sequences where it is most active, around that place; a token is one byte.
expect: {rows: {min: 1, max: 400}, tolerance: {activation: 0.001}}
chart:
  kind: tokens
  token: token
  value: activation
  line: sequence
---*/
WITH peaks AS (
  SELECT sequence, max(activation) AS peak, arg_max(position, activation) AS place
  FROM strongest
  GROUP BY sequence
  ORDER BY peak DESC, sequence
  LIMIT 5
)
SELECT sequence, position, token, round(activation, 3) AS activation
FROM strongest JOIN peaks USING (sequence)
WHERE position BETWEEN place - 50 AND place + 24 AND token <> ''
ORDER BY peak DESC, sequence, position;
