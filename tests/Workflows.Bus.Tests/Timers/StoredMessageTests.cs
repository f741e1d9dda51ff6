using System.Net.Mime;
using MassTransit;
using MassTransit.Context;
using Workflows.Timers;

namespace Workflows.Tests.Timers;

public class StoredMessageTests
{
    [Theory]
    [InlineData(new byte[] { 0x7b, 0x7d })]
    [InlineData(new byte[] { 0xc3, 0xa4, 0x00 })]
    [InlineData(new byte[] { 0xff, 0x00, 0xfe })]
    [InlineData(new byte[0])]
    public void A_body_comes_back_byte_by_byte(byte[] body)
    {
        var stored = StoredMessage.Parse(StoredMessage.Of(ContextOf(body)).ToJson());
        var restored = new MessageSendContext<object>(new object());
        stored.ApplyTo(restored, "application/x-test");

        restored.Body.GetBytes().ShouldBe(body);
        restored.ContentType!.MediaType.ShouldBe("application/x-test");
    }

    [Fact]
    public void What_is_stored_is_text_without_null_characters()
    {
        var context = ContextOf([0xc3, 0xa4, 0x00]);
        context.Headers.Set("text", "a\u0000b");

        StoredMessage.Of(context).ToJson().ShouldNotContain('\0');
    }

    [Fact]
    public void What_the_transport_is_told_comes_back()
    {
        var context = ContextOf([1]);
        context.TimeToLive = TimeSpan.FromMinutes(3);
        context.Durable = false;
        context.SupportedMessageTypes = ["urn:message:A", "urn:message:B"];

        var restored = new MessageSendContext<object>(new object());
        StoredMessage.Parse(StoredMessage.Of(context).ToJson()).ApplyTo(restored, "text/plain");

        restored.TimeToLive.ShouldBe(TimeSpan.FromMinutes(3));
        restored.Durable.ShouldBeFalse();
        restored.SupportedMessageTypes.ShouldBe(["urn:message:A", "urn:message:B"]);
    }

    [Theory]
    [InlineData(new byte[] { 0x7b, 0x22, 0xc3, 0xa4, 0x22, 0x7d })]
    [InlineData(new byte[] { 0xff, 0x00, 0xfe })]
    public void Its_size_is_that_of_the_body_that_is_sent(byte[] body) =>
        StoredMessage.Parse(StoredMessage.Of(ContextOf(body)).ToJson()).Size.ShouldBe(body.Length);

    private static MessageSendContext<object> ContextOf(byte[] body) =>
        new(new object()) { Serializer = new FixedSerializer(body) };

    private sealed class FixedSerializer(byte[] body) : IMessageSerializer
    {
        public ContentType ContentType => new("application/x-test");

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new BytesMessageBody(body);
    }
}
