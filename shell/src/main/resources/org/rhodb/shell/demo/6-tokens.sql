-- What the strongest one fires on
-- The bytes where it is most active, each with the bytes before it.
SELECT round(activation, 2) AS activation, '"' || token || '"' AS token, before, sequence, position
FROM (
  SELECT *, string_agg(token, '') OVER (
    PARTITION BY sequence ORDER BY position ROWS BETWEEN 24 PRECEDING AND 1 PRECEDING) AS before
  FROM (ACTIVATIONS OF MODEL seed0 ON europarl AT CHECKPOINT {checkpoint})
  WHERE layer = {layer} AND neuron = {neuron}
) AS all_tokens
ORDER BY all_tokens.activation DESC, sequence, position
LIMIT 15;
