package io.recallscope.viz.work;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share out numbered chunks of one step after the other, for work of many short steps
 * (a few hundred microseconds), where handing tasks to an executor would cost as much as the step.
 * The caller is a member too. Which member runs which chunk is left to chance, so results that must
 * not depend on it are kept by chunk and put together in the chunks' order.
 *
 * <p>To be used by one thread at a time; helpers are daemons, asleep between jobs.
 */
public final class Team implements AutoCloseable {
  /** Looks before going to sleep: some tens of microseconds, about what waking up costs. */
  private static final int SPINS = 2000;

  private final Thread[] helpers;
  private volatile Job job;
  private volatile boolean closed;

  /** The work of one chunk. */
  @FunctionalInterface
  public interface Chunk {
    /**
     * @param chunk from 0
     * @param member who runs it, from 0 to {@link Team#size()} - 1: owns scratch space meanwhile
     */
    void run(int chunk, int member);
  }

  /**
   * @param members threads, the caller included; 1 or more
   */
  public Team(int members) {
    if (members < 1) {
      throw new IllegalArgumentException("members must be 1 or more: " + members);
    }
    helpers = new Thread[members - 1];
    for (int i = 0; i < helpers.length; i++) {
      int member = i + 1;
      helpers[i] = Thread.ofPlatform().daemon().name("team-" + member).start(() -> help(member));
    }
  }

  /** Members, the caller included. */
  public int size() {
    return helpers.length + 1;
  }

  /**
   * Runs all chunks and waits for them. When one throws, those not begun are left out, and what the
   * first threw is thrown here.
   */
  public void run(int chunks, Chunk work) {
    if (chunks <= 0) {
      return;
    }
    Job now = new Job(chunks, work, Thread.currentThread());
    if (chunks > 1 && helpers.length > 0) {
      job = now;
      for (int i = 0; i < Math.min(helpers.length, chunks - 1); i++) {
        LockSupport.unpark(helpers[i]);
      }
    }
    now.take(0);
    now.await();
  }

  private void help(int member) {
    Job seen = null;
    int spins = 0;
    while (!closed) {
      Job now = job;
      if (now != seen && now != null) {
        seen = now;
        now.take(member);
        spins = 0;
      } else if (spins++ < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
        spins = 0;
      }
    }
  }

  /** Ends the helpers. */
  @Override
  public void close() {
    closed = true;
    job = null;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }

  private static final class Job {
    private final int chunks;
    private final Chunk work;
    private final Thread caller;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile Throwable failure;

    Job(int chunks, Chunk work, Thread caller) {
      this.chunks = chunks;
      this.work = work;
      this.caller = caller;
    }

    void take(int member) {
      int chunk = next.getAndIncrement();
      while (chunk < chunks) {
        try {
          if (failure == null) {
            work.run(chunk, member);
          }
        } catch (Throwable e) { // the caller throws it
          synchronized (this) {
            failure = failure == null ? e : failure;
          }
        }
        if (done.incrementAndGet() == chunks && member != 0) {
          LockSupport.unpark(caller);
        }
        chunk = next.getAndIncrement();
      }
    }

    /** A helper that woke up too late for any chunk is not waited for. */
    void await() {
      int spins = 0;
      while (done.get() < chunks) {
        if (spins++ < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, 1_000_000);
        }
      }
      switch (failure) {
        case null -> {}
        case Error e -> throw e;
        case RuntimeException e -> throw e;
        default -> throw new IllegalStateException(failure); // a chunk throws nothing checked
      }
    }
  }
}
