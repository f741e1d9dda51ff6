using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Workflows.Api.Problems;

namespace Workflows.Api.Input;

/// <summary>Takes the JSON out of a request: bounded in size and depth, one meaning per member.</summary>
internal static class RequestBody
{
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <returns>The JSON; null: the request has no body.</returns>
    /// <exception cref="ProblemException">Too large, of another media type, or not JSON.</exception>
    public static async Task<JsonElement?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);

        var bytes = await ReadBytesAsync(request, maxBytes, cancellationToken);
        if (bytes.Length == 0)
            return null;

        CheckMediaType(request);
        return Parse(bytes);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(maxBytes, (int)(request.ContentLength ?? 4_096)) + 1];
        var length = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return buffer.AsMemory(0, length);

            length += read;
            if (length > maxBytes)
                throw TooLarge(maxBytes);

            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min((long)buffer.Length * 2, maxBytes + 1L));
        }
    }

    private static void CheckMediaType(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Any(encoding => !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase)))
            throw new ProblemException(ProblemKind.UnsupportedMediaType, $"The body must not be compressed, but its Content-Encoding is {InputText.Quoted(request.Headers.ContentEncoding.ToString())}.");

        var isJson = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
        if (!isJson)
            throw new ProblemException(ProblemKind.UnsupportedMediaType, $"The body must be application/json in UTF-8, but its Content-Type is {(request.ContentType is { Length: > 0 } given ? InputText.Quoted(given) : "not given")}.");
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        // The parser looks into strings only when they are asked for.
        if (!Utf8.IsValid(bytes.Span))
            throw new ProblemException(ProblemKind.MalformedJson, "The body is not JSON that can be taken: it is not UTF-8.");

        var text = bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            using var document = JsonDocument.Parse(text, _options);
            return document.RootElement.Clone();
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(ProblemKind.MalformedJson, "The body is not JSON that can be taken: the name of a member contains half of a surrogate pair.");
        }
        catch (JsonException exception)
        {
            throw new ProblemException(ProblemKind.MalformedJson, $"The body is not JSON that can be taken: {InputText.Shown(exception.Message, 400)}");
        }
    }

    private static ProblemException TooLarge(int maxBytes) =>
        new(ProblemKind.BodyTooLarge, $"The body may have {maxBytes:N0} bytes, but it has more.");
}
