-- Question: which neurons of a model say nearly the same as another neuron of the same model?
-- Source:   Gurnee et al. 2024 (arXiv 2401.12181), on redundant neurons; a check on every count of
--           universal neurons, since duplicates count twice
-- Needs:    one model, corpus europarl
-- Expect:   one row a pair of different neurons of seed0 whose activations correlate above 0.9, each
--           pair once, the closest first; often none
-- Time:     one forward pass; 7 s of CPU time on the demo study
SELECT layer, neuron, other_layer, other_neuron, round(rho, 4) AS rho
FROM (CORRELATE MODELS seed0, seed0 ON europarl WHERE rho > 0.9)
WHERE (layer, neuron) < (other_layer, other_neuron)
ORDER BY rho DESC, layer, neuron, other_layer, other_neuron
LIMIT 50;
