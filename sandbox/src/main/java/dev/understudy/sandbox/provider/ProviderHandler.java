package dev.understudy.sandbox.provider;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import org.jspecify.annotations.Nullable;

/** One connection of a client. Confined to the provider's thread. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, and that is seen
final class ProviderHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final ScriptedProvider provider;
    private @Nullable Exchange exchange;

    ProviderHandler(ScriptedProvider provider) {
        this.provider = provider;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        Exchange begun = provider.begin(context, request);
        exchange = begun;
        begun.start();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.disconnected(provider.isListening());
        }
    }

    /** A client that resets its connection is an ordinary event here; {@link #channelInactive} counts it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
