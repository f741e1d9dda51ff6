using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MassTransit.Serialization;
using Workflows.Contracts;

namespace Workflows.Runtime;

/// <summary>What content comes to on its way, in bytes: as the bus's JSON serializer writes it.</summary>
internal static class SentSize
{
    private const int ChunkLength = 1_024;

    private static readonly JavaScriptEncoder _encoder = SystemTextJsonMessageSerializer.Options.Encoder ?? JavaScriptEncoder.Default;

    /// <summary>A text that a message carries: JSON within JSON has its quotation marks escaped.</summary>
    public static int OfText(string? text)
    {
        if (text is null)
            return 0;

        const int marks = 2;
        Span<char> chunk = stackalloc char[ChunkLength];
        var size = marks;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            _encoder.Encode(rest, chunk, out var readCount, out var writtenCount);
            size += Encoding.UTF8.GetByteCount(chunk[..writtenCount]);
            rest = rest[readCount..];
        }

        return size;
    }

    /// <summary>JSON that is the message: each of its lines is moved in by the envelope around it.</summary>
    public static int OfBody(string body)
    {
        const int indent = 2;
        return Encoding.UTF8.GetByteCount(body) + (indent * body.AsSpan().Count('\n'));
    }

    public static int OfHeaders(IReadOnlyDictionary<string, string>? headers)
    {
        const int around = 8;
        return headers?.Sum(header => OfText(header.Key) + OfText(header.Value) + around) ?? 0;
    }

    /// <summary>One that goes in another message, from a process without the store.</summary>
    public static int OfHeld(HeldMessage held)
    {
        const int around = 256;
        return around + OfText(held.Body) + OfText(held.MessageType) + OfText(held.MessageUrn) + OfText(held.BodyType) + OfHeaders(held.Headers);
    }

    /// <summary>A message that is written for nothing but this: for those that are few.</summary>
    public static int Of(object message) =>
        JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), SystemTextJsonMessageSerializer.Options).Length;
}
