using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Workflows.Contracts;

namespace Workflows.Api.Problems;

/// <summary>Says which problem an exception is to whoever sent the request. What only the operators of the process should know stays in the log.</summary>
internal static class ProblemOf
{
    /// <param name="exception">What was thrown.</param>
    /// <param name="inBody">Whether what a command refuses as malformed came in the body.</param>
    public static ProblemException Exception(Exception exception, bool inBody) => exception switch
    {
        ProblemException known => known,
        WorkflowRefusedException refused => new ProblemException(Refusal(refused.Refusal, inBody), refused.Message) { InstanceId = refused.InstanceId },
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } tooLarge => new ProblemException(ProblemKind.BodyTooLarge, tooLarge.Message),
        BadHttpRequestException bad => new ProblemException(ProblemKind.MalformedRequest, bad.Message),
        WorkflowStoreUnavailableException unavailable => new ProblemException(ProblemKind.StoreUnavailable, unavailable.Message),
        _ when IsOfStore(exception) => new ProblemException(ProblemKind.StoreUnavailable, "The store of the workflows cannot be reached or is not ready. Try again; if it lasts, look at the health check and the log of the process."),
        TimeoutException timeout => new ProblemException(ProblemKind.TimedOut, timeout.Message),
        _ => new ProblemException(ProblemKind.Internal, "The request could not be carried out. The log of the process says why, under the trace id given here."),
    };

    public static ProblemKind Refusal(WorkflowRefusal refusal, bool inBody) => refusal switch
    {
        WorkflowRefusal.InstanceNotFound => ProblemKind.InstanceNotFound,
        WorkflowRefusal.UnknownWorkflow => ProblemKind.UnknownWorkflow,
        WorkflowRefusal.WrongStatus => ProblemKind.WrongStatus,
        WorkflowRefusal.DuplicateKey => ProblemKind.DuplicateKey,
        WorkflowRefusal.UnknownEvent => ProblemKind.UnknownEvent,
        WorkflowRefusal.UnknownNode => ProblemKind.UnknownNode,
        _ => inBody ? ProblemKind.InvalidBody : ProblemKind.MalformedRequest,
    };

    /// <summary>Drivers wrap what happened on the wire, and EF Core wraps the driver.</summary>
    public static bool IsOfStore(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is DbException or SocketException or WorkflowStoreUnavailableException)
                return true;
        }

        return false;
    }
}
