using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>How events are written, and how long those that match nothing are kept.</summary>
internal sealed record EventOptions(EventWindows Windows, EngineJson Json)
{
    /// <exception cref="UnreadableRowException">It is no event of that type, or what came with it cannot be read.</exception>
    public object Read(ParkedEvent parked, Type type)
    {
        if (parked.Unreadable is { } why)
            throw new UnreadableRowException($"The kept {type.Name} cannot be read: {why}");

        try
        {
            return Json.Events.Deserialize(parked.Body, type);
        }
        catch (Exception exception)
        {
            throw new UnreadableRowException($"The kept {type.Name} cannot be read: {ExceptionText.MessageOf(exception)}", exception);
        }
    }
}
