using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Tells a row that will fail again and again from a world that may be better tomorrow: a store or a broker that is away, a queue that nobody declared yet.</summary>
internal static class Poison
{
    public static bool Is(Exception exception) =>
        exception is UnreadableRowException or TransitionRefusedException or EventFunctionException or UserCodeException || SendFailures.IsPermanent(exception) || SendFailures.IsSuspect(exception);
}
