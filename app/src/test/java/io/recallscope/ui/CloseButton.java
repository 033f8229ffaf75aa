package io.recallscope.ui;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;

/**
 * The close button of a window's frame: the X client message WM_DELETE_WINDOW. There is no window
 * manager under a test that would send it, and xdotool can only destroy a window.
 */
final class CloseButton {
  private static final int CLIENT_MESSAGE = 33;

  // XClientMessageEvent (X11/Xlib.h) where a long has 64 bits; an XEvent has room for 24 of them.
  private static final int EVENT_BYTES = 24 * 8;
  private static final int WINDOW = 32;
  private static final int MESSAGE_TYPE = 40;
  private static final int FORMAT = 48;
  private static final int DATA = 56;

  private CloseButton() {}

  static void press(String display, long window) {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup x11 = SymbolLookup.libraryLookup("libX11.so.6", arena);
      MemoryLayout pointer = ValueLayout.ADDRESS;
      MemoryLayout number = ValueLayout.JAVA_LONG;
      MemoryLayout word = ValueLayout.JAVA_INT;
      var connection =
          (MemorySegment)
              function(x11, "XOpenDisplay", pointer, pointer).invoke(arena.allocateFrom(display));
      var atom = function(x11, "XInternAtom", number, pointer, pointer, word);
      MemorySegment event = arena.allocate(EVENT_BYTES, 8);
      event.set(ValueLayout.JAVA_INT, 0, CLIENT_MESSAGE);
      event.set(ValueLayout.JAVA_LONG, WINDOW, window);
      event.set(
          ValueLayout.JAVA_LONG,
          MESSAGE_TYPE,
          (long) atom.invoke(connection, arena.allocateFrom("WM_PROTOCOLS"), 0));
      event.set(ValueLayout.JAVA_INT, FORMAT, 32);
      event.set(
          ValueLayout.JAVA_LONG,
          DATA,
          (long) atom.invoke(connection, arena.allocateFrom("WM_DELETE_WINDOW"), 0));
      var sent =
          (int)
              function(x11, "XSendEvent", word, pointer, number, word, number, pointer)
                  .invoke(connection, window, 0, 0L, event);
      var closed = (int) function(x11, "XCloseDisplay", word, pointer).invoke(connection);
      if (sent == 0 || closed != 0) {
        throw new IllegalStateException("The X server did not take the message.");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static java.lang.invoke.MethodHandle function(
      SymbolLookup library, String name, MemoryLayout answer, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(library.find(name).orElseThrow(), FunctionDescriptor.of(answer, arguments));
  }
}
