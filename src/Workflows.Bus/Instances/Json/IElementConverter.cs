namespace Workflows.Instances.Json;

/// <summary>A converter that leaves the elements to the converters of their type.</summary>
internal interface IElementConverter
{
    Type ElementType { get; }
}
