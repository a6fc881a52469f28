"""Statistics of samples by numpy, for SampleStatistics and PairedRatio: python3 make_goldens.py > statistics.tsv

The bootstrap's resamples are drawn with SplitMix64 (Steele, Lea and Flood 2014), written here again from the paper, so that
numpy takes the medians and percentiles of the same resamples.
"""
import numpy as np

MASK = (1 << 64) - 1
SEED, RESAMPLES = 0x756E65787435, 2000


def split_mix(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def interval(first, second):
    ratios = np.array(second) / np.array(first)
    random, count = split_mix(SEED), len(ratios)
    medians = [np.median(ratios[[(next(random) * count) >> 64 for _ in range(count)]]) for _ in range(RESAMPLES)]
    return [np.median(ratios), *np.percentile(medians, [2.5, 97.5])]


def row(name, values):
    print(name, *(repr(float(value)) for value in values), sep="\t")


random = np.random.default_rng(6)
for count in (1, 2, 11, 50, 333):
    first = np.round(20 + random.gamma(2, 1.5, count), 4)
    second = np.round(first * random.normal(0.9, 0.05, count), 4)
    row("first", first)
    row("second", second)
    row("percentiles", np.percentile(first, [0, 50, 90, 95, 99, 100]))
    row("interval", interval(first, second))
