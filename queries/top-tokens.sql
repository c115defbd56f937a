-- Question: what does the strongest universal neuron fire on?
-- Source:   Gurnee et al. 2024 (arXiv 2401.12181), section 4.3 and its neuron families
-- Needs:    at least two models, corpus europarl
-- Expect:   the five neurons of seed0 with the highest excess; then, for the layer and neuron written
--           in the second statement (put the first row's there), the tokens of its twenty highest
--           activations with their places
-- Time:     one forward pass a model, and one of seed0 up to that layer; 20 s of CPU time on the demo
--           study
SELECT model, layer, neuron, round(rho, 3) AS rho, round(baseline, 3) AS baseline,
  round(excess, 3) AS excess
FROM (
  UNIVERSAL NEURONS OF ALL MODELS REFERENCE seed0 ON europarl
  BASELINE ORTHOGONAL DRAWS 1 SEED 7
)
ORDER BY excess DESC NULLS LAST, layer, neuron
LIMIT 5;

SELECT token, token_id, sequence, position, round(activation, 3) AS activation
FROM (ACTIVATIONS OF MODEL seed0 ON europarl)
WHERE layer = 2 AND neuron = 203
ORDER BY activation DESC
LIMIT 20;
