#!/usr/bin/env python3
"""Exact k-NN, ours beside faiss: 1M x 64, k = 100, one thread, same files, same run.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install numpy faiss-cpu==1.15.1
    mvn -pl embedding-viz test-compile
    /tmp/peers/bin/python app/docs/bench/exact_peers.py [--rounds 3] [--turns 2]

Prints seconds of the best and the median round, CPU of the measuring thread and wall, for a batch of
1,000 queries and for a single query; the share of the measured memory-read bandwidth that a single
query reaches; the ratios; and the load of the machine. Ours and faiss take turns, so that a busy
minute slows both. faiss runs with its BLAS path forced (faiss.cvar.distance_compute_blas_threshold =
1), and one batch as it comes, which takes some 20 s (--forced-only leaves that out).
OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE, which slow a
current OpenBLAS, are removed. Ends with 1 when the two find different rows, beyond rounding.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import faiss  # noqa: E402  (the environment above must come first)
import numpy as np  # noqa: E402

ROOT = os.path.dirname(os.path.abspath(__file__)) + "/../../.."


def java():
    """A JDK 25: JAVA_HOME, the usual folder, PATH."""
    places = [os.environ.get("JAVA_HOME", "")]
    if os.path.isdir("/usr/lib/jvm"):
        places += sorted("/usr/lib/jvm/" + name for name in os.listdir("/usr/lib/jvm") if "25" in name)
    for place in places:
        program = place + "/bin/java"
        if os.access(program, os.X_OK) and "25" in subprocess.run(
            [program, "-version"], capture_output=True, text=True
        ).stderr.split('"')[1].split(".")[0]:
            return program
    return "java"


def bench(*arguments):
    classes = [ROOT + "/embedding-viz/target/" + kind for kind in ("test-classes", "classes")]
    if not os.path.isdir(classes[0] + "/io/recallscope/viz/bench"):
        sys.exit("compile first: mvn -pl embedding-viz test-compile")
    command = [java(), "--add-modules", "jdk.incubator.vector", "-Xmx3g", "-cp", ":".join(classes)]
    command += ["io.recallscope.viz.bench.ExactBench", *map(str, arguments)]
    lines = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True
    ).stdout.splitlines()
    return {entry.pop("name"): entry for entry in map(json.loads, lines)}


def measure(rounds, repetitions, work):
    times = {"wall": [], "cpu": []}
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        times["cpu"].append((time.process_time() - cpu) / repetitions)
        times["wall"].append((time.perf_counter() - wall) / repetitions)
    return times


def together(turns):
    return {key: [value for turn in turns for value in turn[key]] for key in ("wall", "cpu")}


def show(name, times):
    print(f"{name:34}" + "   ".join(
        f"{key} best {min(times[key]):8.4f} median {statistics.median(times[key]):8.4f} s"
        for key in ("cpu", "wall")), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--dimension", type=int, default=64)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("-k", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3, help="measured in each turn")
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--forced-only", action="store_true", help="no batch of faiss as installed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench("make", folder, options.items, options.dimension, options.queries)
        items = np.load(folder + "/items.npy")
        queries = np.load(folder + "/queries.npy")
        faiss.omp_set_num_threads(1)
        index = faiss.IndexFlatIP(options.dimension)
        index.add(items)
        ours, batches, singles, rows = [], [], [], [None]
        installed = faiss.cvar.distance_compute_blas_threshold

        def batch():
            rows[0] = index.search(queries, options.k)[1]

        def single():
            for query in queries[:20]:
                index.search(query[None], options.k)

        # Ours warms up too: one unmeasured round of each.
        faiss.cvar.distance_compute_blas_threshold = 1
        batch()
        faiss.cvar.distance_compute_blas_threshold = installed
        single()
        for _ in range(options.turns):
            ours.append(bench("run", folder, options.k, options.rounds))
            faiss.cvar.distance_compute_blas_threshold = 1
            batches.append(measure(options.rounds, 1, batch))
            # A single query is faster without BLAS: the peer at its best.
            faiss.cvar.distance_compute_blas_threshold = installed
            singles.append(measure(options.rounds, 20, single))
        print(f"{options.items:,} x {options.dimension}, {options.queries:,} queries, k = {options.k}, one thread; "
              f"faiss {faiss.__version__}{faiss.get_compile_options()}")
        our_batch = together([turn["batch"] for turn in ours])
        our_single = together([turn["single"] for turn in ours])
        read = together([turn["read"] for turn in ours])
        peer_batch, peer_single = together(batches), together(singles)
        show("batch, ours", our_batch)
        show("batch, faiss with BLAS forced", peer_batch)
        if not options.forced_only:
            show("batch, faiss as installed", measure(1, 1, batch))
        show("single query, ours", our_single)
        show("single query, faiss as installed", peer_single)
        show("reading all vectors once", read)
        for name, of in (("best", min), ("median", statistics.median)):
            ratio = {key: of(peer_batch[key]) / of(our_batch[key]) for key in ("cpu", "wall")}
            gigabytes = items.nbytes / 1e9
            print(f"{name}: a batch of ours is {ratio['cpu']:.2f} times as fast as faiss with BLAS by CPU time, "
                  f"{ratio['wall']:.2f} by wall time; a single query reads {gigabytes / of(our_single['cpu']):.1f} of "
                  f"{gigabytes / of(read['cpu']):.1f} GB/s, {of(read['cpu']) / of(our_single['cpu']):.0%}")
        print("load average " + " ".join(f"{load:.1f}" for load in os.getloadavg()))
        ours_sum, peer_sum = ours[0]["rows"]["sum"], int(rows[0].sum())
        # Rounding may swap a row at the end of a few lists.
        if abs(ours_sum - peer_sum) > 20 * options.items:
            sys.exit(f"the rows differ: their numbers sum to {ours_sum} and {peer_sum}")


main()
