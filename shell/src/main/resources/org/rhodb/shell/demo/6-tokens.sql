-- What the strongest one fires on
-- The bytes where it is most active, each with the bytes before it.
CREATE OR REPLACE TABLE strongest AS
  SELECT sequence, position, token, activation
  FROM (ACTIVATIONS OF MODEL seed0 ON europarl AT CHECKPOINT {checkpoint})
  WHERE layer = {layer} AND neuron = {neuron};

SELECT round(activation, 2) AS activation, '"' || token || '"' AS token, before, sequence, position
FROM (
  SELECT *, string_agg(token, '') OVER (
    PARTITION BY sequence ORDER BY position ROWS BETWEEN 24 PRECEDING AND 1 PRECEDING) AS before
  FROM strongest
) AS all_tokens
ORDER BY all_tokens.activation DESC, sequence, position
LIMIT 15;
