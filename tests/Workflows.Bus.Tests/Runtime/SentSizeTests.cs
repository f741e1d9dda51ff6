using System.Text.Json;
using MassTransit.Context;
using MassTransit.Serialization;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Tests.Runtime;

public sealed class SentSizeTests
{
    public static TheoryData<string> Texts =>
    [
        "",
        """{"Name":"a \"quoted\" name","Path":"C:\\temp"}""",
        "two\r\nlines\tand a bell \a",
        "Grüße, ключ, 漢字",
        "<b>'&+`</b>",
        "😀 and \u2028 and \u00a0 and \ufeff",
        new string('"', 5_000) + string.Concat(Enumerable.Repeat("ü😀", 3_000)),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_in_a_message_is_counted_as_the_bus_writes_it(string text) =>
        SentSize.OfText(text).ShouldBe(JsonSerializer.SerializeToUtf8Bytes(text, SystemTextJsonMessageSerializer.Options).Length);

    [Fact]
    public void A_body_is_counted_with_the_indent_that_the_envelope_gives_it()
    {
        var message = new Numbers([.. Enumerable.Range(0, 20_000)]);
        var body = JsonSerializer.Serialize(message, SystemTextJsonMessageSerializer.Options);
        var context = new MessageSendContext<Numbers>(message) { MessageId = Guid.NewGuid() };

        var sent = new HeldBodySerializer(body, message, SystemTextJsonMessageSerializer.Instance).GetMessageBody(context).GetBytes();

        SentSize.OfBody(body).ShouldBeInRange(sent.Length - 4_096, sent.Length);
    }

    [Fact]
    public void One_that_goes_in_another_is_counted_whole()
    {
        var held = new HeldMessage
        {
            MessageId = Guid.NewGuid(),
            MessageType = "Shop.OrderShipped, Shop",
            MessageUrn = "urn:message:Shop:OrderShipped",
            Body = JsonSerializer.Serialize(new { text = new string('"', 10_000) }),
            Headers = new Dictionary<string, string> { ["tenant"] = new('ü', 1_000) },
        };

        var sent = JsonSerializer.SerializeToUtf8Bytes(held, SystemTextJsonMessageSerializer.Options).Length;

        SentSize.OfHeld(held).ShouldBeInRange(sent, sent + 512);
        SentSize.Of(held).ShouldBe(sent);
    }

    private sealed record Numbers(IReadOnlyList<int> All);
}
