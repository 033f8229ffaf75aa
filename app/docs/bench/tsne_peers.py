#!/usr/bin/env python3
"""t-SNE, ours beside openTSNE (FFT) and scikit-learn, on the same files in the same run.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install numpy scikit-learn==1.9.1 openTSNE==1.0.4
    mvn -pl embedding-viz test-compile
    /tmp/peers/bin/python app/docs/bench/tsne_peers.py time FOLDER [--sizes 10000 50000 100000] [--file VECTORS.npy]
                                                            [--who ours openTSNE scikit-learn]
    /tmp/peers/bin/python app/docs/bench/tsne_peers.py judge FOLDER
    /tmp/peers/bin/python app/docs/bench/tsne_peers.py reference FILE.npy

`time` makes vectors of each size (unit length, 64 values, a seeded tree of groups; or takes the first
rows of a file), lays them out by ours, openTSNE and scikit-learn (Barnes-Hut; not by default) in turn,
and leaves layouts and seconds in the folder. All use all processors, perplexity 30, a start by PCA, 250 iterations of exaggeration 12 and
500 without; seconds are those from vectors in memory to the layout, neighbours included, start of
Python and of the JVM not. openTSNE finds neighbours as it does by default (annoy), where a set is small
exactly.

`judge` computes for all layouts, by one program and the same P: the Kullback-Leibler divergence (P of
the exact 90 nearest neighbours, perplexity 30; Z over all pairs) and the share of each point's ten
nearest rows that are among its ten nearest on the map. O(n^2): 100,000 points take a few minutes.

`reference` makes the figures that TsneReferenceTest records: best of three seeds of openTSNE and
scikit-learn on its file, P over all points. TsneReferenceTest.main writes the file.
"""
import argparse
import json
import os
import subprocess
import sys
import time

for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)

import numpy as np  # noqa: E402  (the environment above must come first)

ROOT = os.path.dirname(os.path.abspath(__file__)) + "/../../.."
PERPLEXITY = 30
WHO = ("ours", "openTSNE", "scikit-learn")


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
    command = [java(), "--add-modules", "jdk.incubator.vector", "-Xmx6g", "-cp", ":".join(classes)]
    command += ["io.recallscope.viz.bench.TsneBench", *map(str, arguments)]
    output = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True
    ).stdout
    return json.loads(output) if output else {}


def open_tsne(x, seed, neighbors="auto"):
    import openTSNE

    start = time.perf_counter()
    layout = openTSNE.TSNE(
        perplexity=PERPLEXITY, random_state=seed, n_jobs=-1, initialization="pca", neighbors=neighbors,
        negative_gradient_method="fft" if neighbors == "auto" else "auto",
    ).fit(x)
    return np.asarray(layout), time.perf_counter() - start


def scikit_learn(x, seed):
    from sklearn.manifold import TSNE

    start = time.perf_counter()
    layout = TSNE(
        perplexity=PERPLEXITY, init="pca", max_iter=750, random_state=seed, n_jobs=-1
    ).fit_transform(x)
    return layout, time.perf_counter() - start


def time_all(options):
    os.makedirs(options.folder, exist_ok=True)
    results = {}
    for size in options.sizes:
        vectors = f"{options.folder}/vectors-{size}.npy"
        if options.file:
            np.save(vectors, np.load(options.file, mmap_mode="r")[:size].astype("float32"))
        elif not os.path.exists(vectors):
            bench("make", vectors, size, 64)
        results[size] = {}
        line = f"{size:>9,} points:"
        for who in options.who:
            layout = f"{options.folder}/{who}-{size}.npy"
            if who == "ours":
                found = bench("run", vectors, layout, 1)
                seconds = found["seconds"]
                line += f" ours {seconds:.1f} s (neighbours {found['neighbors']:.1f} s)"
            else:
                run = open_tsne if who == "openTSNE" else scikit_learn
                places, seconds = run(np.load(vectors), 1)
                np.save(layout, places.astype("float32"))
                line += f" {who} {seconds:.1f} s"
            results[size][who] = seconds
        if len(options.who) > 1 and "ours" in options.who:
            times = [results[size][who] / results[size]["ours"] for who in options.who if who != "ours"]
            line += ": " + ", ".join(f"{one:.1f}" for one in times) + " times as fast"
        print(line, flush=True)
    print("load average " + " ".join(f"{load:.1f}" for load in os.getloadavg()))
    with open(options.folder + "/seconds.json", "a") as file:
        file.write(json.dumps(results) + "\n")


def judge(options):
    for size in sorted(
        int(name[5:-4]) for name in os.listdir(options.folder) if name.startswith("ours-")
    ):
        layouts = [
            f"{options.folder}/{who}-{size}.npy"
            for who in WHO
            if os.path.exists(f"{options.folder}/{who}-{size}.npy")
        ]
        for name, found in bench("judge", f"{options.folder}/vectors-{size}.npy", *layouts).items():
            who = os.path.basename(name).rsplit("-", 1)[0]
            print(f"{size:>9,} points, {who:12} KL {found['kl']:.4f}   10 nearest kept {found['kept']:.4f}", flush=True)


def reference(options):
    from sklearn.manifold._t_sne import _joint_probabilities
    from sklearn.neighbors import NearestNeighbors
    from scipy.spatial.distance import pdist, squareform

    x = np.load(options.file)
    distances = pdist(x.astype(float), "sqeuclidean")
    p = _joint_probabilities(squareform(distances).astype("float32"), PERPLEXITY, 0)
    near = NearestNeighbors(n_neighbors=10).fit(x).kneighbors(return_distance=False)

    def judged(layout):
        r = pdist(np.asarray(layout, dtype=float), "sqeuclidean")
        z = 2 * np.sum(1 / (1 + r))
        divergence = 2 * np.sum(p * (np.log(np.maximum(p, 1e-300)) + np.log1p(r))) + np.log(z)
        found = NearestNeighbors(n_neighbors=10).fit(layout).kneighbors(return_distance=False)
        return divergence, np.mean([len(set(a) & set(b)) / 10 for a, b in zip(near, found)])

    for name, run in (("openTSNE", lambda seed: open_tsne(x, seed, "exact")[0]), ("scikit-learn", lambda seed: scikit_learn(x, seed)[0])):
        found = [judged(run(seed)) for seed in (1, 2, 3)]
        print(name, *(f"KL {kl:.4f} kept {kept:.4f};" for kl, kept in found), "best KL %.4f kept %.4f" % min(found))
    for layout in options.layouts:
        print(layout, "KL %.4f kept %.4f" % judged(np.load(layout)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("time")
    command.add_argument("folder")
    command.add_argument("--sizes", type=int, nargs="+", default=[10_000, 50_000, 100_000])
    command.add_argument("--file", help="vectors as .npy, float32; default: made")
    command.add_argument("--who", nargs="+", choices=WHO, default=WHO[:2])
    command.set_defaults(run=time_all)
    command = commands.add_parser("judge")
    command.add_argument("folder")
    command.set_defaults(run=judge)
    command = commands.add_parser("reference")
    command.add_argument("file")
    command.add_argument("layouts", nargs="*", help="layouts of others, n x 2 as .npy, judged too")
    command.set_defaults(run=reference)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
