using MassTransit;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>
/// Answers commands that came as messages. One for a workflow that is not registered here is passed on as it is to the endpoint of that workflow, where it
/// waits until a process is there, and is answered from there. A refused command goes back to whoever asked for an answer; where nobody did, to the error queue.
/// </summary>
internal static class CommandAnswer
{
    public static async Task GiveAsync<TCommand, TAccepted>(ConsumeContext<TCommand> context, Func<ValueTask<Uri?>> findElsewhere, Func<Task<TAccepted>> run)
        where TCommand : class
        where TAccepted : class
    {
        try
        {
            // The address may be that of this very endpoint, where processes of two releases share it.
            if (await findElsewhere() is { } address && await PassedOn.TryAsync(context, address))
                return;

            var accepted = await run();
            if (context.ResponseAddress is not null)
                await context.RespondAsync(accepted);
        }
        catch (WorkflowRefusedException exception) when (context.ResponseAddress is not null)
        {
            await context.RespondAsync(new WorkflowOperationRefused(exception.Refusal, exception.Message, exception.InstanceId));
        }
    }
}
