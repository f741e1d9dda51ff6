using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Sends step messages.</summary>
internal sealed class StepMessageSender(StepMessages messages, BusSender sender, TransitionRunner runner, IEffectListener listener, SendsUnderWay sends, ILogger<StepMessageSender> logger)
{
    /// <summary>No character takes more than six bytes: smaller ones are always taken.</summary>
    private const int SmallState = 16 * 1024;

    /// <summary>
    /// A queue that no process has declared yet must not hold up what caused the step: the instance has a time at which it becomes stale, and is
    /// driven on then. One that is being sent by somebody else in this process is left to that one.
    /// </summary>
    public async Task SendAsync(WorkflowInstance instance, Token token, CancellationToken cancellationToken, bool repeated = false)
    {
        if (messages.For(instance, token, repeated) is not var (address, message))
            return;

        using var claim = sends.TryBegin(new SendKey(instance.Id, token.Id, token.Attempt));
        if (claim is null)
            return;

        try
        {
            await sender.SendAsync(address, message, cancellationToken, static sent => sent with { Repeated = true }, SizeOf(message));
        }
        catch (SendRefusedException exception)
        {
            var outcome = await runner.RunAsync(instance.Id, new StepUnsentTrigger(token.Id, token.Attempt, ErrorText.Of(exception)), cancellationToken);
            if (outcome.Transition is { } faulted)
                listener.Committed(faulted);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            RuntimeLog.EffectsLeftToSweeper(logger, instance.Id, exception);
        }
    }

    /// <summary>Headers go in the message and beside it.</summary>
    private static int SizeOf(ExecuteStep message) =>
        message.State.Length < SmallState && message.Headers is null ? 0 : SentSize.OfText(message.State) + (2 * SentSize.OfHeaders(message.Headers));
}
