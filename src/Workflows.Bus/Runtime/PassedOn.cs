using System.Globalization;
using MassTransit;

namespace Workflows.Runtime;

/// <summary>
/// While a new version is rolled out, processes that know it and processes that do not may take messages from one queue. A message about a version that is
/// not known here goes back to the queue, for another process to take. A limited number of times: there may be none.
/// </summary>
internal static class PassedOn
{
    private const string Header = "Workflows-Passed-On";
    private const string VersionsHeader = "Workflows-Versions";
    private const string KeptSinceHeader = "Workflows-Kept-Since";
    private const int MostTimes = 20;

    public static bool IsPossible(ConsumeContext context) => CountOf(context) < MostTimes;

    /// <returns>False: it was passed on too often already.</returns>
    public static async Task<bool> TryAsync<T>(ConsumeContext<T> context, Uri address)
        where T : class
    {
        if (!IsPossible(context))
            return false;

        var count = CountOf(context) + 1;
        await context.Forward(address, Pipe.Execute<SendContext<T>>(send =>
        {
            send.Headers.Set(Header, count);
            Mandatory.Set(send);
            TypeName.Set(send);
        }));
        return true;
    }

    /// <summary>Back to the queue that it came from.</summary>
    /// <returns>False: it was passed on too often already.</returns>
    public static Task<bool> TryReturnAsync<T>(ConsumeContext<T> context)
        where T : class =>
        TryAsync(context, QueueOf(context));

    /// <summary>An event goes back to the queue for the sake of versions that are not known here.</summary>
    /// <param name="context">The event.</param>
    /// <param name="eventId">What it is known by: its copy is the same event.</param>
    /// <param name="versions">The versions.</param>
    /// <returns>False: it was passed on too often already.</returns>
    public static async Task<bool> TryReturnAsync<T>(ConsumeContext<T> context, Guid eventId, IEnumerable<int> versions)
        where T : class
    {
        if (!IsPossible(context))
            return false;

        var count = CountOf(context) + 1;
        await context.Forward(QueueOf(context), Pipe.Execute<SendContext<T>>(send =>
        {
            send.MessageId = eventId;
            Mark(send, count, versions, KeptSinceOf(context));
            Mandatory.Set(send);
        }));
        return true;
    }

    /// <summary>An event of a type that is not known here goes back to the queue as it came, for the sake of versions that are not known here either.</summary>
    /// <returns>False: it was passed on too often already.</returns>
    public static async Task<bool> TryReturnAsync(ConsumeContext context, RawMessage message, IEnumerable<int> versions)
    {
        if (!IsPossible(context))
            return false;

        var count = CountOf(context) + 1;
        var endpoint = await context.GetSendEndpoint(QueueOf(context));
        await endpoint.Send(new SentAgain(), Pipe.Execute<SendContext<SentAgain>>(send =>
        {
            message.ApplyTo(send);
            Mark(send, count, versions, KeptSinceOf(context));
        }), context.CancellationToken);
        return true;
    }

    /// <summary>One that was kept goes to the queue once more.</summary>
    public static IPipe<SendContext<SentAgain>> Again(RawMessage message, int version, DateTimeOffset since) => Pipe.Execute<SendContext<SentAgain>>(send =>
    {
        message.ApplyTo(send);
        Mark(send, 0, [version], since);
    });

    /// <returns>The versions for whose sake the event was passed on; null: it was not, and is for all.</returns>
    public static IReadOnlyList<int>? VersionsOf(ConsumeContext context) =>
        Read(context, VersionsHeader) is { Length: > 0 } text
            ? [.. text.Split(',').Select(version => int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)]
            : null;

    /// <returns>When it was kept for the first time; null: it was not.</returns>
    public static DateTimeOffset? KeptSinceOf(ConsumeContext context) =>
        DateTimeOffset.TryParse(Read(context, KeptSinceHeader), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var since) ? since : null;

    private static void Mark(SendContext send, int count, IEnumerable<int> versions, DateTimeOffset? since)
    {
        send.Headers.Set(Header, count);
        send.Headers.Set(VersionsHeader, string.Join(',', versions));
        if (since is { } time)
            send.Headers.Set(KeptSinceHeader, time.ToString("O", CultureInfo.InvariantCulture));
    }

    private static Uri QueueOf(ConsumeContext context) => WorkflowEndpoints.AddressOf(context.ReceiveContext.InputAddress.Segments[^1]);

    private static int CountOf(ConsumeContext context) => context.ReceiveContext.TransportHeaders.Get<int>(Header) ?? context.Headers.Get<int>(Header) ?? 0;

    /// <summary>Beside the body first: what stands in it is not written anew when it is sent again as it came.</summary>
    private static string? Read(ConsumeContext context, string name) => context.ReceiveContext.TransportHeaders.Get<string>(name) ?? context.Headers.Get<string>(name);
}
