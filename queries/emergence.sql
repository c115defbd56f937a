-- Question: when in training does a neuron become universal for good?
-- Source:   Nandan et al. 2025 (arXiv 2508.00903), emergence: the first checkpoint after which a
--           neuron stays universal to the end
-- Needs:    at least two models with the same checkpoints, corpus europarl
-- Expect:   one row a layer and emergence step, with the number of neurons over all models. Neurons
--           that are not universal at the last checkpoint never emerged and are not counted
-- Time:     one forward pass a model and checkpoint; 80 s of CPU time on the demo study
WITH universal AS (
  SELECT model, checkpoint, layer, neuron
  FROM (
    UNIVERSAL NEURONS OF ALL MODELS ON europarl AT ALL CHECKPOINTS
    BASELINE ORTHOGONAL DRAWS 1 SEED 7
  )
  WHERE excess > 0.2
),
steps AS (
  SELECT checkpoint, row_number() OVER (ORDER BY checkpoint DESC) AS steps_to_end
  FROM (SELECT DISTINCT checkpoint FROM universal)
),
ranked AS (
  SELECT
    model,
    layer,
    neuron,
    checkpoint,
    steps_to_end,
    row_number() OVER (PARTITION BY model, layer, neuron ORDER BY checkpoint DESC) AS times_to_end
  FROM universal JOIN steps USING (checkpoint)
),
emerged AS (
  SELECT model, layer, neuron, min(checkpoint) AS emergence
  FROM ranked
  WHERE steps_to_end = times_to_end -- universal here and at every later step
  GROUP BY model, layer, neuron
)
SELECT layer, emergence, count(*) AS neurons
FROM emerged
GROUP BY layer, emergence
ORDER BY layer, emergence;
