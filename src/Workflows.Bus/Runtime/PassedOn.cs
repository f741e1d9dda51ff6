using MassTransit;

namespace Workflows.Runtime;

/// <summary>
/// While a new version is rolled out, processes that know it and processes that do not may take messages from one queue. A message about a version that is
/// not known here goes back to the queue, for another process to take. A limited number of times: there may be none.
/// </summary>
internal static class PassedOn
{
    private const string Header = "Workflows-Passed-On";
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
        }));
        return true;
    }

    /// <summary>Back to the queue that it came from.</summary>
    /// <returns>False: it was passed on too often already.</returns>
    public static Task<bool> TryReturnAsync<T>(ConsumeContext<T> context)
        where T : class =>
        TryAsync(context, WorkflowEndpoints.AddressOf(context.ReceiveContext.InputAddress.Segments[^1]));

    private static int CountOf(ConsumeContext context) => context.Headers.Get<int>(Header) ?? 0;
}
