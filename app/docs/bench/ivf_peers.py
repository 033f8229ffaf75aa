#!/usr/bin/env python3
"""The inverted file beside hnswlib, k = 100, cosine: same files, same run.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install numpy hnswlib==0.8.0
    mvn -pl embedding-viz test-compile
    /tmp/peers/bin/python app/docs/bench/ivf_peers.py ITEMS.npy [QUERIES.npy] [--queries 500]

ITEMS.npy and QUERIES.npy (both float32; `recallscope vectors export` writes them) hold a vector a
row. Without QUERIES.npy some items, chosen by a seed, are taken out of the set and asked for.
hnswlib is built with M 16 and ef_construction 200, as its users do, on all processors, and so is ours.
Searches go one by one in one thread, after a round that only warms up; the best of seven rounds
counts. Printed: seconds to build, and recall and milliseconds for rising ef and num_candidates; then,
for each ef, the ratio to ours at the least num_candidates whose recall is not lower.
"""
import argparse
import json
import os
import subprocess
import tempfile
import time

import numpy as np

from tsne_peers import ROOT, java

K = 100


def ours(items, queries, exact):
    classes = [ROOT + "/embedding-viz/target/" + kind for kind in ("test-classes", "classes")]
    command = [java(), "--add-modules", "jdk.incubator.vector", "-Xmx6g", "-cp", ":".join(classes)]
    lines = subprocess.run(
        [*command, "io.recallscope.viz.bench.IvfBench", items, queries, str(K), exact],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True,
    ).stdout.splitlines()
    found = [json.loads(line) for line in lines]
    return found[0], found[1:]


def hnswlib_times(items, queries, exact):
    import hnswlib

    index = hnswlib.Index(space="cosine", dim=items.shape[1])
    start = time.perf_counter()
    index.init_index(max_elements=len(items), ef_construction=200, M=16, random_seed=1)
    index.add_items(items, num_threads=os.cpu_count())
    built = time.perf_counter() - start
    index.set_num_threads(1)
    results = []
    for ef in (100, 200, 400, 800):
        index.set_ef(ef)
        best = float("inf")
        for turn in range(8):
            start = time.perf_counter()
            rows = [index.knn_query(query, k=K, num_threads=1)[0][0] for query in queries]
            if turn > 0:
                best = min(best, (time.perf_counter() - start) * 1000 / len(queries))
        hits = sum(len(set(map(int, found)) & set(map(int, right))) for found, right in zip(rows, exact))
        results.append({"ef": ef, "recall": hits / exact.size, "millis": best})
    return built, results


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("items")
    parser.add_argument("queries_file", nargs="?")
    parser.add_argument("--queries", type=int, default=500)
    options = parser.parse_args()
    items = np.load(options.items).astype("float32")
    random = np.random.default_rng(1)
    if options.queries_file:
        queries = np.load(options.queries_file).astype("float32")
        queries = queries[random.choice(len(queries), min(options.queries, len(queries)), replace=False)]
    else:
        chosen = random.choice(len(items), options.queries, replace=False)
        queries, items = items[chosen], np.delete(items, chosen, axis=0)
    with tempfile.TemporaryDirectory() as folder:
        files = [folder + name for name in ("/items.npy", "/queries.npy", "/exact.npy")]
        np.save(files[0], items)
        np.save(files[1], queries)
        build, mine = ours(*files)
        exact = np.load(files[2]).astype(int)
    built, theirs = hnswlib_times(items, queries, exact)
    print(f"{len(items):,} x {items.shape[1]}: ours built in {build['seconds']:.1f} s ({build['cells']} cells), "
          f"hnswlib in {built:.1f} s: {built / build['seconds']:.1f} times as fast")
    for one in mine:
        print(f"  ours    num_candidates {one['numCandidates']:>4}  recall {one['recall']:.3f}  {one['millis']:.3f} ms  ({one['probed']:.0f} cells)")
    for one in theirs:
        print(f"  hnswlib ef {one['ef']:>16}  recall {one['recall']:.3f}  {one['millis']:.3f} ms", end="")
        enough = [each for each in mine if each["recall"] >= one["recall"]]
        print(f"  ours as good: {one['millis'] / enough[0]['millis']:.1f} times as fast" if enough else "  ours is never as good")
    print("load average " + " ".join(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
