-- Question: how many neurons of each layer are universal at each checkpoint, and how much of their
--           correlation would a random basis of the other models give as well?
-- Source:   Nandan et al. 2025 (arXiv 2508.00903), emergence of universal neurons by layer and
--           checkpoint; Gurnee et al. 2024 (arXiv 2401.12181), eq. 3, for baseline and excess
-- Needs:    at least two models with the same checkpoints, corpus europarl
-- Expect:   one row a checkpoint and layer. Early in training rho can be high because most neurons
--           follow token frequency; then the baseline is high too and the excess is what counts
-- Time:     one forward pass a model and checkpoint; 80 s of CPU time on the demo study
SELECT
  checkpoint,
  layer,
  count(*) AS neurons,
  count(*) FILTER (WHERE rho > 0.5) AS rho_above_half,
  count(*) FILTER (WHERE excess > 0.2) AS excess_above_fifth,
  round(avg(rho), 3) AS mean_rho,
  round(avg(baseline), 3) AS mean_baseline,
  round(avg(excess), 3) AS mean_excess
FROM (
  UNIVERSAL NEURONS OF ALL MODELS ON europarl AT ALL CHECKPOINTS
  BASELINE ORTHOGONAL DRAWS 1 SEED 7
)
GROUP BY checkpoint, layer
ORDER BY checkpoint, layer;
