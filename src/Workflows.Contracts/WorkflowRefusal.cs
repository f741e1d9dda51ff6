using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>Why a command was refused.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum WorkflowRefusal
{
    /// <summary>No instance has that id.</summary>
    InstanceNotFound = 0,

    /// <summary>No workflow of that name is registered.</summary>
    UnknownWorkflow = 1,

    /// <summary>The status of the instance, or the way it has gone, does not allow it.</summary>
    WrongStatus = 2,

    /// <summary>Another live instance holds the key.</summary>
    DuplicateKey = 3,

    /// <summary>A part of the command cannot be read or stored.</summary>
    Malformed = 4,

    /// <summary>The definition waits for no event of that type.</summary>
    UnknownEvent = 5,

    /// <summary>The definition has no node of that name.</summary>
    UnknownNode = 6,
}
