package io.oeeanalytics.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A line to a server on loopback that can be made slow, thin, mute or broken, as networks are. A
 * connection through a mute line opens and is never answered; nobody is told that anything is
 * wrong.
 */
public final class FaultyLine implements AutoCloseable {
    private static final int PIECE_BYTES = 16 << 10;
    private static final long A_MOMENT_NANOS = Duration.ofMillis(5).toNanos();

    private final ServerSocket door;
    private final int server;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private volatile long delayNanos;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private volatile boolean mute;
    private volatile boolean closed;

    public FaultyLine(int server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("line-to-" + server).start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /**
     * @param each way, so an answer takes twice as long
     */
    void delay(Duration each) {
        delayNanos = each.toNanos();
    }

    /** Of each call and direction. */
    void limit(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** From now on nothing passes in either direction, as in a black hole. */
    public void silence() {
        mute = true;
    }

    /** All is well again; what was said meanwhile arrives, as TCP sees to. */
    public void speak() {
        mute = false;
        delayNanos = 0;
        bytesPerSecond = Long.MAX_VALUE;
    }

    /** The calls open now stay so and mute for ever, as behind a firewall that forgot them. */
    public void forget() {
        calls.forEach(call -> call.forgotten = true);
    }

    /** Ends the calls open now. */
    void cut() {
        calls.forEach(Call::end);
    }

    private void accept() {
        while (!closed) {
            try {
                var caller = door.accept();
                var call = new Call(caller, new Socket(InetAddress.getLoopbackAddress(), server));
                calls.add(call);
                call.begin();
            } catch (IOException e) {
                // The server is away, or this line is: the caller is hung up on.
            }
        }
    }

    /** Until then nothing is heard, and no end either. */
    private void awaitSpeech(Call call) {
        while ((mute || call.forgotten) && !closed && !call.ended) {
            LockSupport.parkNanos(A_MOMENT_NANOS);
        }
    }

    /** Bytes on their way; none: the end. */
    private record Piece(ByteBuffer bytes, long due) {}

    private final class Call {
        private final Socket caller;
        private final Socket answerer;
        private volatile boolean forgotten;
        private volatile boolean ended;

        Call(Socket caller, Socket answerer) throws IOException {
            this.caller = caller;
            this.answerer = answerer;
            caller.setTcpNoDelay(true);
            answerer.setTcpNoDelay(true);
        }

        void begin() {
            carry(caller, answerer);
            carry(answerer, caller);
        }

        private void carry(Socket from, Socket to) {
            var underWay = new LinkedBlockingQueue<Piece>();
            Thread.ofVirtual().start(() -> hear(from, underWay));
            Thread.ofVirtual().start(() -> say(to, underWay));
        }

        private void hear(Socket from, BlockingQueue<Piece> underWay) {
            var buffer = new byte[PIECE_BYTES];
            int count = 0;
            try {
                while (count >= 0) {
                    count = from.getInputStream().read(buffer);
                    underWay.add(
                            new Piece(
                                    ByteBuffer.wrap(Arrays.copyOf(buffer, Math.max(0, count))),
                                    System.nanoTime() + delayNanos));
                }
            } catch (IOException e) {
                underWay.add(new Piece(ByteBuffer.allocate(0), System.nanoTime() + delayNanos));
            }
        }

        private void say(Socket to, BlockingQueue<Piece> underWay) {
            try {
                while (true) {
                    var piece = underWay.take();
                    LockSupport.parkNanos(piece.due() - System.nanoTime());
                    awaitSpeech(this);
                    if (!piece.bytes().hasRemaining()) {
                        break;
                    }
                    to.getOutputStream().write(piece.bytes().array());
                    if (bytesPerSecond < Long.MAX_VALUE) {
                        LockSupport.parkNanos(
                                Duration.ofSeconds(1).toNanos()
                                        * piece.bytes().limit()
                                        / bytesPerSecond);
                    }
                }
            } catch (IOException e) {
                // Whom it was for is gone.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            end();
        }

        void end() {
            ended = true;
            calls.remove(this);
            try {
                caller.close();
                answerer.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
