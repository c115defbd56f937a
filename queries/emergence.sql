/*---
title: Emergence
question: When in training does a neuron become universal for good?
source: >-
  Nandan et al. 2025 (arXiv 2508.00903), emergence: the first checkpoint after which a neuron stays
  universal to the end
about: >-
  One row a layer and emergence step, with the number of neurons over all models. Neurons that are
  not universal at the last checkpoint never emerged and are not counted.
cost: one forward pass a model and checkpoint; 80 s of CPU time on the demo study
engine: 0.1.0
models:
  seed0:
    50: 252f4472f5c2
    125: 5f05d387c50c
    320: 1922bc675cbc
    800: 7ac27ee6fb2e
    2000: 274a83e5ab00
  seed1:
    50: df3a45bedec9
    125: ae2fc1fbd6d2
    320: dbf604947693
    800: 9b5f4c893bc4
    2000: c80c69f48a80
  seed2:
    50: 1f11cda7fdbe
    125: 17732edfea79
    320: 4f61e66223fe
    800: c7e195e3ff84
    2000: dda59d03f087
  seed3:
    50: ebba75cc97c9
    125: 24ce9a63e8f4
    320: eb6e4ecd9c7e
    800: 14c63f6d683d
    2000: 45b94d37ceb9
  seed4:
    50: 8ba47638fcd5
    125: d0e059b928fc
    320: 731565846bd4
    800: 02e841cdc72c
    2000: 7b0c9b370f16
corpus: {name: europarl, sha256: 716315244c4f}
seed: 7
parameters:
  excess: {type: double, default: 0.2, about: excess above which a neuron is universal}
expect:
  rows: {min: 4, max: 20}
  columns: [layer, emergence, neurons]
  tolerance: {neurons: 2}
chart:
  kind: heatmap
  x: emergence
  y: layer
  value: neurons
  x_label: emergence (training step)
---*/
WITH universal AS (
  SELECT model, checkpoint, layer, neuron
  FROM (
    UNIVERSAL NEURONS OF ALL MODELS ON europarl AT ALL CHECKPOINTS
    BASELINE ORTHOGONAL DRAWS 1 SEED $seed
  )
  WHERE excess > $excess
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
