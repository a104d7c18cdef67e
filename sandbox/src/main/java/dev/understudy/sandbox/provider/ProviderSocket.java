package dev.understudy.sandbox.provider;

import dev.understudy.sandbox.http.PortTakenException;
import dev.understudy.sandbox.http.Ports;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening socket of a provider and the connections that came from it, on one thread. While it is shut, clients see what
 * they see when a server process is gone: connection refused.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the loop ends in the background
final class ProviderSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderSocket.class);
    private static final int BACKLOG = 4096;
    private static final int CLOSE_PROBES = 1000;
    private static final int MAX_REQUEST = 64 * 1024 * 1024;

    private final String name;
    private final String address;
    private final int port;
    private final EventLoopGroup loop;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile @Nullable Channel listener;

    ProviderSocket(String name, String address, int port) {
        this.name = name;
        this.address = address;
        this.port = port;
        this.loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("provider-" + name, true), NioIoHandler.newFactory());
    }

    int port() {
        return port;
    }

    int connections() {
        return connections.size();
    }

    boolean isOpen() {
        return listener != null;
    }

    /** Listens; does nothing when it does already. */
    synchronized void open(ScriptedProvider provider) {
        if (listener != null) {
            return;
        }
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(MAX_REQUEST),
                                        new ProviderHandler(provider));
                    }
                })
                .bind(Ports.on(address, port))
                .awaitUninterruptibly();
        Throwable failure = bound.cause();
        if (failure != null) {
            throw new PortTakenException("provider " + name, port, failure);
        }
        listener = bound.channel();
    }

    /** Stops listening and resets all connections; does nothing when it is shut. */
    synchronized void shut() {
        Channel listening = listener;
        if (listening == null) {
            return;
        }
        listener = null;
        listening.close().awaitUninterruptibly();
        awaitRefusal();
        for (Channel connection : connections) {
            reset(connection).awaitUninterruptibly();
        }
    }

    /** The system's socket outlives the closed channel until the loop selects again, and takes connections until then. */
    private void awaitRefusal() {
        for (int i = 0; i < CLOSE_PROBES; i++) {
            try (Socket probe = new Socket()) {
                probe.connect(Ports.on(address, port));
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (ConnectException e) {
                return;
            } catch (IOException e) {
                LOG.debug("a probe of the closed port {} failed", port, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        throw new IllegalStateException("port " + port + " still takes connections");
    }

    /** Closes with a linger of zero, which sends RST instead of FIN. */
    static ChannelFuture reset(Channel connection) {
        try {
            connection.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            LOG.debug("the connection was closed before it could be reset", e);
        }
        return connection.close();
    }

    @Override
    public void close() {
        shut();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
