package io.recallscope.workspace;

import io.recallscope.domain.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second program off a workspace. The operating system releases the lock when the process
 * ends, however it ends, so a killed one never leaves the workspace locked.
 */
final class WorkspaceLock implements AutoCloseable {
  private final FileChannel channel;

  private WorkspaceLock(FileChannel channel) {
    this.channel = channel;
  }

  static WorkspaceLock take(Path folder) throws Problem {
    // The pid lies beside the locked file: on Windows nobody else could read the locked one.
    Path pid = folder.resolve("lock.pid");
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        String holder = Files.exists(pid) ? Files.readString(pid).strip() : "?";
        throw new Problem(Problem.Kind.CONFLICT, "workspace.in-use", folder, holder);
      }
      Files.writeString(pid, Long.toString(ProcessHandle.current().pid()));
      return new WorkspaceLock(channel);
    } catch (IOException e) {
      throw Storage.problem(e, folder);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  @Override
  public void close() throws Problem {
    try {
      channel.close();
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "workspace.io", e.toString());
    }
  }
}
